/* A report's toolbar: read aloud, print, copy the address. The style sheet shows each button only where it can
   work; see display.js. */
(function () {
  "use strict";

  const button = (action) => document.querySelector(`button[data-action="${action}"]`);
  const status = document.querySelector(".gk-tools__status");
  const text = document.querySelector(".gk-text");

  const on = (action, run) => button(action)?.addEventListener("click", run); // not every report has all

  on("print", () => window.print());

  // ---- the address ----

  const address = document.querySelector(".gk-address");

  /** The style sheet hides the panel unless it is open; paper shows it always. */
  function share(isOpen) {
    address.toggleAttribute("data-open", isOpen);
    button("share").setAttribute("aria-expanded", String(isOpen));
    button(isOpen ? "copy" : "share").focus();
  }

  on("share", () => share(!address.hasAttribute("data-open")));

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && address?.hasAttribute("data-open")) share(false);
  });

  on("copy", async () => {
    const words = address.querySelector(".gk-address__text");
    let isDone = true;
    try {
      await navigator.clipboard.writeText(words.textContent);
    } catch (error) {
      getSelection().selectAllChildren(words);
      isDone = document.execCommand("copy"); // pages opened from a folder have no clipboard of their own
    }
    status.textContent = isDone ? "网址已复制。" : "没有复制成，网址已经选中，请自己复制。";
    button("copy").textContent = isDone ? "已复制" : "请自己复制选中的网址";
  });

  // ---- reading aloud, sentence by sentence ----

  const speech = window.speechSynthesis;
  if (!document.documentElement.dataset.voice || !text) return;

  const SENTENCE = /[^。！？；\n]+[。！？；”’」）]*/g;
  const BLOCKS = "h2, h3, h4, h5, h6, p, li, td, th, caption, dt, dd, pre";
  let sentences = [];
  let at = 0;
  let state = "silent"; // silent, speaking, paused
  let turn = 0; // an utterance that was cut short still ends, later

  /** Every sentence as a range over the page, in reading order. */
  function ranges() {
    const found = [];
    const blocks = [...text.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
    for (const block of blocks) {
      const { whole, nodes } = window.gongkaiText(block);
      const place = (offset, isEnd) => {
        const [node, start] = nodes.findLast(([, from]) => (isEnd ? from < offset : from <= offset));
        return [node, offset - start];
      };
      for (const { 0: words, index } of whole.matchAll(SENTENCE)) {
        if (!words.trim()) continue;
        const range = new Range();
        range.setStart(...place(index, false));
        range.setEnd(...place(index + words.length, true));
        found.push(range);
      }
    }
    return found;
  }

  function show(now) {
    state = now;
    button("read-aloud").textContent = { silent: "朗读", speaking: "暂停", paused: "继续" }[state];
    button("read-stop").hidden = state === "silent";
    if (state === "silent") CSS.highlights.delete("spoken");
  }

  function speak() {
    if (at >= sentences.length) {
      show("silent");
      return;
    }
    const mine = (turn += 1);
    const range = sentences[at];
    CSS.highlights.set("spoken", new Highlight(range));
    const box = range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > window.innerHeight) range.startContainer.parentElement.scrollIntoView({ block: "center" });
    const words = new SpeechSynthesisUtterance(range.toString());
    words.lang = "zh-CN";
    words.onend = () => {
      if (mine !== turn || state !== "speaking") return;
      at += 1;
      speak();
    };
    words.onerror = (event) => {
      if (mine !== turn || event.error === "interrupted" || event.error === "canceled") return;
      show("silent");
      status.textContent = "这台设备现在不能朗读。";
    };
    speech.speak(words);
  }

  function stop() {
    turn += 1;
    speech.cancel();
    show("silent");
  }

  on("read-aloud", () => {
    status.textContent = "";
    if (state === "speaking") {
      // Stopped and begun again with the same sentence: pausing itself fails on many phones.
      turn += 1;
      speech.cancel();
      show("paused");
      return;
    }
    if (state === "silent") {
      sentences = ranges();
      at = 0;
    }
    show("speaking");
    speak();
  });
  on("read-stop", () => {
    stop();
    button("read-aloud").focus(); // the stop button is gone now
  });
  window.addEventListener("pagehide", stop);
})();
