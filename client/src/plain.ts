// The landing page of a link: no htmx, no live line; only what a visitor's thumb needs.
import { guardForms } from "./guard.ts";
import { offerSharing } from "./share.ts";
import { tellTimes } from "./times.ts";

guardForms(document);
offerSharing(document);
tellTimes(document);
