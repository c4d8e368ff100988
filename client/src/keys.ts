// The pages on which somebody comes in or makes a passkey.
import { offerPasskeys } from "./passkeys.ts";

offerPasskeys(document);
