// Records a voice message: one press begins, the next one sends. It is handed on like a file.

import { send } from "./attach.js";
import { t } from "./words.js";

// Three minutes: longer than that is better told in person.
const LONGEST = 180000;
const button = document.getElementById("voice");
const notice = document.getElementById("notice");
let recorder = null;

function show(recording) {
  button.classList.toggle("recording", recording);
  button.setAttribute("aria-pressed", String(recording));
  button.dataset.label = recording ? "stop_recording" : "record_voice";
  button.setAttribute("aria-label", t(button.dataset.label));
  notice.textContent = recording ? t("recording") : "";
}

async function begin() {
  let sound;
  try {
    sound = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    notice.textContent = t("no_microphone");
    return;
  }
  const parts = [];
  recorder = new MediaRecorder(sound, { audioBitsPerSecond: 24000 });
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  const timer = setTimeout(() => recorder?.stop(), LONGEST);
  recorder.addEventListener("stop", () => {
    clearTimeout(timer);
    for (const track of sound.getTracks()) track.stop();
    const type = recorder.mimeType;
    recorder = null;
    show(false);
    const recorded = new Blob(parts, { type });
    if (recorded.size) send(recorded, button);
  });
  recorder.start();
  show(true);
}

if (navigator.mediaDevices && "MediaRecorder" in window) {
  button.hidden = false;
  button.addEventListener("click", () => (recorder ? recorder.stop() : begin()));
}
