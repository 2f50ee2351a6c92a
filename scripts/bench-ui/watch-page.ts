/** What the browser itself measures of a page: long tasks, layout shift, the time from a press to the next paint. */
import type { Page } from "@playwright/test";

export type Watched = {
  /** Of tasks that held the main thread for more than 50 ms. */
  longTasksMs: number[];
  /** Sum of layout shifts that no press caused. */
  cls: number;
  /** Of every press and key, to the paint after it. */
  interactionsMs: number[];
};

type Window = globalThis.Window & { watched?: Watched };

/** Must be called before the page is opened. */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched: Watched = { longTasksMs: [], cls: 0, interactionsMs: [] };
    (window as Window).watched = watched;
    const observe = (type: string, see: (entry: PerformanceEntry) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach(see)).observe({
        type,
        buffered: true,
        durationThreshold: 16,
      } as PerformanceObserverInit);
    observe("longtask", ({ duration }) => watched.longTasksMs.push(duration));
    observe("layout-shift", (entry) => {
      const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!shift.hadRecentInput) watched.cls += shift.value;
    });
    observe("event", (entry) => {
      const event = entry as PerformanceEntry & { interactionId?: number };
      if (event.interactionId) watched.interactionsMs.push(event.duration);
    });
  });
}

export async function readWatched(page: Page): Promise<Watched> {
  const watched = await page.evaluate(() => (window as Window).watched);
  if (!watched) throw new Error("The page is not watched.");
  return watched;
}

/** From here on; what came before is forgotten. */
export async function forgetWatched(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { watched } = window as Window;
    if (watched) Object.assign(watched, { longTasksMs: [], cls: 0, interactionsMs: [] });
  });
}
