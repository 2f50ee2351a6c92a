"use client";
/** A screen on the wall: it stays awake, goes on to the next view by itself if asked to, and Esc leaves. */
import type { Route } from "next";
import { usePathname, useRouter } from "next/navigation";
import { useEffect } from "react";
import { nextWallView } from "./wall-views";

export function useWall(seconds: number | null): void {
  const router = useRouter();
  const pathname = usePathname();
  // External systems: the screen's wake lock and the window's keyboard.
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    const keepAwake = () => {
      if (document.visibilityState !== "visible") return;
      navigator.wakeLock?.request("screen").then(
        (taken) => {
          lock = taken;
        },
        () => undefined,
      );
    };
    const leave = (event: KeyboardEvent) => {
      if (event.key === "Escape") router.push(pathname as Route);
    };
    keepAwake();
    document.addEventListener("visibilitychange", keepAwake);
    window.addEventListener("keydown", leave);
    return () => {
      document.removeEventListener("visibilitychange", keepAwake);
      window.removeEventListener("keydown", leave);
      void lock?.release();
    };
  }, [router, pathname]);
  // External system: the clock that turns the page.
  useEffect(() => {
    if (seconds === null) return;
    const next = nextWallView(pathname, seconds) as Route;
    router.prefetch(next);
    const timer = setTimeout(() => router.replace(next), seconds * 1_000);
    return () => clearTimeout(timer);
  }, [router, pathname, seconds]);
}
