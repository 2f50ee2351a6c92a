"use client";
/**
 * Presses made before the page's scripts have come are kept and repeated: a page is painted before it can act, and whoever
 * presses then would press in vain. Links and fields work without scripts and are left alone; a form is held back, since
 * a browser by itself would send its fields in the address.
 */
import { useEffect } from "react";

const READY = "candlewatch:ready";
/** Older presses are forgotten: whoever pressed has looked elsewhere since. */
const MAX_AGE_MS = 10_000;

const KEEP = `(() => {
  const presses = new Map();
  const keep = (event) => {
    const works = event.target.closest("button, summary, a[href], input, select, textarea, label");
    if (works !== null && works.localName !== "button") return;
    event.preventDefault();
    // Parts of the page may act already: one press must not count twice.
    event.stopImmediatePropagation();
    const { clientX, clientY, ctrlKey, metaKey, shiftKey } = event;
    const init = { clientX, clientY, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true };
    presses.set(event.target, { at: Date.now(), init });
  };
  const repeat = () => {
    document.removeEventListener("click", keep, true);
    for (const [element, { at, init }] of presses)
      if (element.isConnected && Date.now() - at <= ${MAX_AGE_MS})
        element.dispatchEvent(new MouseEvent("click", init));
  };
  document.addEventListener("click", keep, true);
  document.addEventListener("${READY}", repeat, { once: true });
})()`;

export function EarlyPresses({ nonce }: { nonce: string | undefined }) {
  useEffect(() => {
    // After all effects of the first render: only then the router and the page's state in the address are ready.
    const timer = setTimeout(() => {
      document.documentElement.dataset.ready = "";
      document.dispatchEvent(new Event(READY));
    });
    return () => clearTimeout(timer);
  }, []);
  // The browser hides a nonce from scripts, so it never equals what the server wrote.
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {KEEP}
    </script>
  );
}
