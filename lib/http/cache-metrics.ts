/** The answer cache of this process in Prometheus' words. */
import { Gauge, type Registry } from "prom-client";
import { type CacheShelf, cacheCounts } from "./answer-cache";

const SHELVES: readonly CacheShelf[] = ["symbol", "query"];

/** Read at each scrape. */
export function registerCacheMetrics(registry: Registry): void {
  const register = (name: string, help: string, read: (shelf: CacheShelf) => number) =>
    new Gauge({
      name: `candlewatch_cache_${name}`,
      help,
      labelNames: ["cache"],
      registers: [registry],
      collect() {
        for (const shelf of SHELVES) this.set({ cache: shelf }, read(shelf));
      },
    });
  register("hits", "Answers given from memory since this process started.", (shelf) => {
    return cacheCounts(shelf).hits;
  });
  register("misses", "Answers computed since this process started.", (shelf) => {
    return cacheCounts(shelf).misses;
  });
  register("hit_ratio", "Share of answers given from memory (0 before the first).", hitRatio);
  register("entries", "Answers kept in memory.", (shelf) => cacheCounts(shelf).entries);
  register("bytes", "Memory of the answers kept.", (shelf) => cacheCounts(shelf).bytes);
}

function hitRatio(shelf: CacheShelf): number {
  const { hits, misses } = cacheCounts(shelf);
  return hits + misses === 0 ? 0 : hits / (hits + misses);
}
