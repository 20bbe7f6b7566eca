"use strict";

/* Four pictures, one for each pose the server asked for, each when the person says so, sent as files
   of an ordinary form. The camera runs between the press of the button and the last picture. What was
   taken is in the memory of this page alone, for as long as its question is open: a camera that
   stops loses no picture. */

const SECONDS = 3;
const SECOND = 1000;
/* What the countdown of a picture takes, and sending all of them. */
const MARGIN = 15 * SECOND;
const QUALITY = 0.85;
const LONGEST = 960;
/* Side of the small copy by which a picture is judged, its least and most mean brightness (0 to 255),
   and the least difference in it: below that it shows nothing. */
const SMALL = 16;
const DARK = 24;
const BRIGHT = 240;
const FLAT = 6;
/* How often one picture is asked for again, before the service judges it. */
const AGAIN = 2;
const TONE_HERTZ = 880;
const TONE_SECONDS = 0.25;
const REASONS = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NotReadableError: "busy",
  AbortError: "busy",
  NotSupportedError: "unsupported",
  TimeoutError: "late",
};

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function askedPoses(form) {
  const answer = await fetch(form.dataset.question, {
    method: "POST",
    headers: { "X-CSRF": form.elements.csrf.value, Accept: "application/json" },
  });
  if (!answer.ok) {
    throw new Error("no question");
  }
  const { handle, poses, seconds } = await answer.json();
  return { handle, poses, until: performance.now() + seconds * SECOND, pictures: [] };
}

function stop(video) {
  for (const track of video.srcObject?.getTracks() ?? []) {
    track.stop();
  }
  video.srcObject = null;
}

async function open(video) {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new DOMException("no camera in this browser", "NotSupportedError");
  }
  video.srcObject = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } },
  });
  await video.play();
}

/* Rejects once the camera is taken away. */
function lost(video) {
  return new Promise((_, reject) => {
    for (const track of video.srcObject.getVideoTracks()) {
      track.addEventListener("ended", () => reject(new DOMException("ended", "NotReadableError")));
    }
  });
}

/* Whether a picture is so dark, so bright or so flat that no face can be in it. */
function empty(canvas) {
  const small = document.createElement("canvas");
  small.width = SMALL;
  small.height = SMALL;
  const drawn = small.getContext("2d");
  drawn.drawImage(canvas, 0, 0, SMALL, SMALL);
  const { data } = drawn.getImageData(0, 0, SMALL, SMALL);
  const tones = [];
  for (let at = 0; at < data.length; at += 4) {
    tones.push((data[at] + data[at + 1] + data[at + 2]) / 3);
  }
  const mean = tones.reduce((sum, each) => sum + each, 0) / tones.length;
  return mean < DARK || mean > BRIGHT || Math.max(...tones) - Math.min(...tones) < FLAT;
}

/* The picture, and whether it is worth sending. */
async function picture(video, name) {
  const scale = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return { file: new File([blob], name, { type: "image/jpeg" }), useless: empty(canvas) };
}

/* Who has turned the head does not see the page. */
function tone(sound) {
  navigator.vibrate?.(200);
  if (!sound) {
    return;
  }
  const note = sound.createOscillator();
  note.frequency.value = TONE_HERTZ;
  note.connect(sound.destination);
  note.start();
  note.stop(sound.currentTime + TONE_SECONDS);
}

/* Time to turn one's head, in large figures; screen readers are told the instruction once. */
async function countDown(count) {
  for (let left = SECONDS; left > 0; left -= 1) {
    count.textContent = left;
    await pause(SECOND);
  }
  count.textContent = "";
}

function pressed(button) {
  button.disabled = false;
  button.focus({ preventScroll: true });
  return new Promise((resolve) => {
    button.addEventListener("click", resolve, { once: true });
  });
}

/* How long a picture may still be begun that arrives in time. */
const timeLeft = (asked) => asked.until - MARGIN - performance.now();

/* Rejects once it is too late for another picture. */
async function late(asked) {
  await pause(Math.max(0, timeLeft(asked)));
  throw new DOMException("the question is over", "TimeoutError");
}

class Capture {
  constructor(form) {
    this.form = form;
    this.before = form.querySelector("[data-before]");
    this.camera = form.querySelector("[data-camera]");
    this.video = form.querySelector("video");
    this.place = form.querySelector("[data-place-told]");
    this.prompt = form.querySelector("[data-prompt]");
    this.count = form.querySelector("[data-count]");
    this.start = form.querySelector("#face-start");
    this.ready = form.querySelector("#face-ready");
    this.asked = null;
    this.sound = null;
    this.runs = 0;
  }

  show(running) {
    this.before.hidden = running;
    this.camera.hidden = !running;
    this.count.textContent = "";
    if (running) {
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.form.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
    }
  }

  say(place, instruction, pose = "") {
    this.place.textContent = place;
    this.prompt.textContent = instruction;
    this.camera.dataset.pose = pose;
  }

  /* One picture for each pose; one that shows nothing is taken again, and it alone. A run whose
     camera was lost takes none any more. */
  async take(run) {
    const { poses, pictures } = this.asked;
    const words = this.form.dataset;
    let again = 0;
    while (pictures.length < poses.length) {
      const pose = poses[pictures.length];
      const place = words.place.replace("{}", pictures.length + 1).replace("{}", poses.length);
      const before = again ? words.again : pictures.length ? words.taken : "";
      this.say(`${before} ${place}`.trim(), words[pose], pose);
      await Promise.race([pressed(this.ready), late(this.asked)]);
      this.ready.disabled = true;
      await countDown(this.count);
      if (run !== this.runs) {
        return;
      }
      const { file, useless } = await picture(this.video, `${pose}.jpg`);
      if (useless && again < AGAIN) {
        again += 1;
        continue;
      }
      again = 0;
      pictures.push(file);
      tone(this.sound);
    }
  }

  async perform() {
    for (const told of this.form.querySelectorAll("[data-failed]")) {
      told.hidden = true;
    }
    /* Made in the press of the button: browsers let no page make a sound of its own. */
    this.sound ??= window.AudioContext ? new AudioContext() : null;
    this.runs += 1;
    this.start.disabled = true;
    try {
      await open(this.video);
      if (this.asked === null || timeLeft(this.asked) < 0) {
        this.asked = await askedPoses(this.form);
      }
      this.show(true);
      await Promise.race([this.take(this.runs), lost(this.video)]);
      this.send();
    } catch (failure) {
      this.fail(REASONS[failure.name] ?? "other");
    }
  }

  send() {
    const files = new DataTransfer();
    this.asked.pictures.forEach((each) => files.items.add(each));
    this.form.elements.handle.value = this.asked.handle;
    this.form.elements.picture.files = files.files;
    stop(this.video);
    this.say("", this.form.dataset.sending);
    this.ready.hidden = true;
    this.form.submit();
  }

  fail(reason) {
    this.runs += 1;
    this.start.disabled = false;
    stop(this.video);
    this.show(false);
    const told = this.form.querySelector(`[data-failed="${reason}"]`);
    told.hidden = false;
    told.tabIndex = -1;
    told.focus();
  }
}

for (const form of document.querySelectorAll("form[data-face]")) {
  const capture = new Capture(form);
  capture.start.addEventListener("click", () => capture.perform());
  addEventListener("pagehide", () => stop(capture.video));
  form.hidden = false;
}
