"use strict";

/* Four pictures, one for each pose the server asked for, sent as files of an ordinary form. The
   camera runs between the press of the button and the last picture, and nothing is stored. */

const SECONDS = 3;
const SECOND = 1000;
const QUALITY = 0.85;
const LONGEST = 960;
const REASONS = { NotAllowedError: "denied", NotFoundError: "missing", OverconstrainedError: "missing" };

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function askedPoses(form) {
  const answer = await fetch(form.dataset.question, {
    method: "POST",
    headers: { "X-CSRF": form.elements.csrf.value, Accept: "application/json" },
  });
  if (!answer.ok) {
    throw new Error("no question");
  }
  return answer.json();
}

function stop(video) {
  for (const track of video.srcObject?.getTracks() ?? []) {
    track.stop();
  }
  video.srcObject = null;
  video.hidden = true;
}

async function picture(video, name) {
  const scale = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return new File([blob], name, { type: "image/jpeg" });
}

/* Time to turn one's head: a visible countdown; screen readers announce the instruction once. */
async function countDown(form) {
  const count = form.querySelector("[data-count]");
  for (let left = SECONDS; left > 0; left -= 1) {
    count.textContent = left;
    await pause(SECOND);
  }
  count.textContent = "";
}

async function capture(form, video, prompt) {
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new DOMException("no camera here", "NotFoundError");
  }
  video.srcObject = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: "user", width: { ideal: 640 }, height: { ideal: 480 } },
  });
  video.hidden = false;
  await video.play();
  const { handle, poses } = await askedPoses(form);
  const taken = new DataTransfer();
  for (const [index, pose] of poses.entries()) {
    prompt.textContent = `${index + 1}/${poses.length}: ${form.dataset[pose]}`;
    prompt.dataset.pose = pose;
    await countDown(form);
    taken.items.add(await picture(video, `${pose}.jpg`));
  }
  form.elements.handle.value = handle;
  form.elements.picture.files = taken.files;
}

async function perform(form) {
  const button = form.querySelector("button");
  const video = form.querySelector("video");
  const prompt = form.querySelector("[data-prompt]");
  for (const told of form.querySelectorAll("[data-failed]")) {
    told.hidden = true;
  }
  button.hidden = true;
  try {
    await capture(form, video, prompt);
    stop(video);
    delete prompt.dataset.pose;
    prompt.textContent = form.dataset.sending;
    form.submit();
  } catch (failure) {
    stop(video);
    delete prompt.dataset.pose;
    prompt.textContent = "";
    form.querySelector("[data-count]").textContent = "";
    const reason = REASONS[failure.name] ?? "other";
    const told = form.querySelector(`[data-failed="${reason}"]`);
    told.hidden = false;
    told.tabIndex = -1;
    told.focus();
    button.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-face]")) {
  form.querySelector("button").addEventListener("click", () => perform(form));
  addEventListener("pagehide", () => stop(form.querySelector("video")));
  form.hidden = false;
}
