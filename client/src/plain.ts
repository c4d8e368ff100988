// The landing page of a link: no htmx; only what a visitor's thumb needs, and whether its words were changed meanwhile.
import { guardForms } from "./guard.ts";
import { offerSharing } from "./share.ts";
import { watchWords } from "./standing.ts";
import { tellTimes } from "./times.ts";

guardForms(document);
offerSharing(document);
tellTimes(document);
watchWords(document);
