// The line on which the server tells what is new. It is opened again whenever it may have died unnoticed.

const SILENCE = 40000;

export function stream(whose, after, listener) {
  let source = null;
  let heard = 0;
  let pause = 1000;
  let timer = 0;
  let stopped = false;

  function hear(tell) {
    return (event) => {
      heard = Date.now();
      pause = 1000;
      tell(event.data && JSON.parse(event.data));
    };
  }

  function open() {
    clearTimeout(timer);
    if (source) source.close();
    if (stopped) return;
    heard = Date.now();
    source = new EventSource(`/chat/events?after=${after()}&chat=${whose}&lang=${document.documentElement.lang}`);
    source.addEventListener("open", hear(listener.open));
    source.addEventListener("beat", hear(() => {}));
    source.addEventListener("message", hear(listener.message));
    source.addEventListener("language", hear(listener.language));
    source.addEventListener("typing", hear(listener.typing));
    source.addEventListener("gone", hear(listener.gone));
    source.addEventListener("error", () => {
      listener.lost();
      // After an answer that is no stream (a restart, a full server) browsers give up; we do not.
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(timer);
        timer = setTimeout(open, pause);
        pause = Math.min(pause * 2, 30000);
      }
    });
  }

  function check() {
    if (Date.now() - heard > SILENCE) open();
  }

  setInterval(check, 5000);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) check();
  });
  window.addEventListener("online", open);
  window.addEventListener("pagehide", () => source && source.close());
  // A page that the browser took out of its memory has missed things.
  window.addEventListener("pageshow", (event) => event.persisted && open());
  open();
  return function stop() {
    stopped = true;
    clearTimeout(timer);
    source.close();
  };
}
