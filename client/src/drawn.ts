// The pages with a drawing that is larger than a screen.
import { letPan } from "./pan.ts";

letPan(document);
