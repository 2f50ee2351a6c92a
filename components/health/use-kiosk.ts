"use client";
/** Kiosk mode: the screen stays awake, Esc leaves. */
import { useRouter } from "next/navigation";
import { useEffect } from "react";

export function useKiosk(): void {
  const router = useRouter();
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
      if (event.key === "Escape") router.push("/");
    };
    keepAwake();
    document.addEventListener("visibilitychange", keepAwake);
    window.addEventListener("keydown", leave);
    return () => {
      document.removeEventListener("visibilitychange", keepAwake);
      window.removeEventListener("keydown", leave);
      void lock?.release();
    };
  }, [router]);
}
