"use client";
/** Parts that only a press shows: no part of the first load, but fetched once the browser has nothing to do, so that a press need not wait. */
import dynamic from "next/dynamic";
import { type ComponentType, createElement, useState } from "react";

/** Does it once the page is loaded and the browser has nothing to do; never where the browser cannot tell when that is. */
export function whenIdle(work: () => void): void {
  if (typeof window === "undefined" || !("requestIdleCallback" in window)) return;
  const wait = () => requestIdleCallback(work);
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
}

export function onDemand<P extends object>(load: () => Promise<ComponentType<P>>) {
  let here: ComponentType<P> | null = null;
  const Fetched = dynamic<P>(load, { ssr: false });
  // What cannot be fetched now is fetched, or fails, when it is asked for.
  whenIdle(
    () =>
      void load().then(
        (part) => {
          here = part;
        },
        () => undefined,
      ),
  );
  // biome-ignore lint/correctness/noComponentHookFactories: called once a module, beside its imports, as dynamic() is.
  return function OnDemand(props: P) {
    // Chosen once: a part that arrives while the other stands must not begin anew.
    const [Part] = useState<ComponentType<P>>(() => here ?? Fetched);
    return createElement(Part, props);
  };
}
