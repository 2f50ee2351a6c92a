"use client";
import { startTransition, useEffect, useState } from "react";

/** No part waits longer for the browser to have nothing to do. */
const LONGEST_WAIT_MS = 500;

/** How many of `count` parts to draw by now: one more whenever the browser is idle, so that none of them holds the page up for all. */
export function useOneByOne(count: number): number {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    if (drawn >= count) return;
    const drawNext = () => startTransition(() => setDrawn((before) => before + 1));
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(drawNext);
      return () => clearTimeout(timer);
    }
    const asked = requestIdleCallback(drawNext, { timeout: LONGEST_WAIT_MS });
    return () => cancelIdleCallback(asked);
  }, [drawn, count]);
  return drawn;
}
