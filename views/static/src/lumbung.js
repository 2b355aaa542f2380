// What scripts add to pages that are complete without them. Each module looks
// for its own attribute and does nothing on a page that has none.
import { sendOnce } from "./once.js";
import { keepDrafts } from "./keep.js";
import { scanFields } from "./scan.js";
import { liveRegions } from "./live.js";
import { smallThings } from "./small.js";
import { walls } from "./wall.js";

sendOnce(document);
keepDrafts(document);
scanFields(document);
liveRegions(document);
smallThings(document);
walls(document);
