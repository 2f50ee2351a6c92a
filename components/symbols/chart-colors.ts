"use client";
/** The theme's colours as the canvas of the candle chart understands them, read again when the theme changes. */
import { useMemo, useSyncExternalStore } from "react";
import { usePreferences } from "@/lib/client/preferences";

const TOKENS = ["ink-3", "rule", "ok", "bad", "warn", "idle", "lost", "paper"] as const;
type Token = (typeof TOKENS)[number];
export type ChartColors = Record<Token, string>;

const SYSTEM_DARK = "(prefers-color-scheme: dark)";

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(SYSTEM_DARK);
  media.addEventListener("change", listener);
  return () => media.removeEventListener("change", listener);
}

/** The canvas library reads neither `oklch()` nor `light-dark()`; a painted pixel is plain RGB. */
function readColors(): ChartColors {
  const probe = document.createElement("span");
  // Reduced motion gives everything a transition of a millisecond, at whose start the colour is the one before.
  probe.style.transitionProperty = "none";
  document.body.append(probe);
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const colors = {} as ChartColors;
  for (const token of TOKENS) {
    probe.style.color = `var(--color-${token})`;
    colors[token] = context
      ? paint(context, getComputedStyle(probe).color)
      : getComputedStyle(probe).color;
  }
  probe.remove();
  return colors;
}

function paint(context: CanvasRenderingContext2D, color: string): string {
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

export function useChartColors(): ChartColors {
  const { preferences } = usePreferences();
  const systemDark = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(SYSTEM_DARK).matches,
    () => false,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: both decide what the tokens mean.
  return useMemo(readColors, [preferences.theme, systemDark]);
}
