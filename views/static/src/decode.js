// Reads QR codes where the browser has no reader of its own. It is large and few
// need it, so it is loaded when the camera is first used.
import jsQR from "jsqr";

/** The text of the QR code in a picture, if there is one. */
export default function decode(pixels) {
  return jsQR(pixels.data, pixels.width, pixels.height, { inversionAttempts: "attemptBoth" })?.data;
}
