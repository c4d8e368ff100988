// Every page of the campaign: pages work without this file; it makes them live, kinder and quicker.
import { keepDrafts } from "./drafts.ts";
import { reportGround } from "./ground.ts";
import { guardForms } from "./guard.ts";
import { startHtmx } from "./requests.ts";
import { goLive } from "./live.ts";
import { measureWriting } from "./measures.ts";
import { closeMenus } from "./menus.ts";
import { keepForLater } from "./offline.ts";
import { offerNames } from "./naming.ts";
import { offerPush } from "./push.ts";
import { offerSharing } from "./share.ts";
import { tellTimes } from "./times.ts";

startHtmx();
offerPush(document);
guardForms(document);
closeMenus(document);
offerSharing(document);
tellTimes(document);
keepDrafts(document);
goLive(document);
reportGround(document);
keepForLater(document);
measureWriting(document);
offerNames(document);
