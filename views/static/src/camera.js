// A camera as a scanner: the browser's own reader of codes, else one that is
// loaded for it. It comes second: a wedge scanner and the keyboard need none of it.
const EVERY = 150; // milliseconds between two looks
const AGAIN = 2000; // a code that stays in sight counts once

/** Shows the button of the camera where there is one, and hands codes to take. */
export function camera(box, take) {
  const button = box.querySelector("[data-camera]");
  if (!button || !navigator.mediaDevices?.getUserMedia) return;
  const video = box.querySelector("[data-video]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (video.srcObject) return stop(video);
    try {
      const read = await reader(new URL(box.dataset.decoder, document.baseURI).href);
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
      video.hidden = false;
      await video.play();
      watch(video, read, take);
    } catch {
      stop(video);
      const sorry = box.querySelector("[data-pending]");
      sorry.textContent = box.dataset.noCamera;
      sorry.hidden = false;
    }
  });
}

function stop(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  video.hidden = true;
}

async function watch(video, read, take) {
  const seen = new Map();
  while (video.srcObject) {
    const code = await read(video).catch(() => undefined);
    const now = performance.now();
    if (code && now - (seen.get(code) ?? -AGAIN) >= AGAIN) take(code);
    if (code) seen.set(code, now);
    await new Promise((later) => setTimeout(later, EVERY));
  }
}

async function reader(decoder) {
  const wanted = ["qr_code", "data_matrix", "code_128", "ean_13", "ean_8", "upc_a"];
  const own = (await globalThis.BarcodeDetector?.getSupportedFormats()) ?? [];
  if (own.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: wanted.filter((format) => own.includes(format)) });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  const { default: decode } = await import(decoder);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!video.videoWidth) return undefined;
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    pen.drawImage(video, 0, 0);
    return decode(pen.getImageData(0, 0, canvas.width, canvas.height));
  };
}
