"use client";
/** Draws prepared candles with their volume; what is missing stays white above a red tick. Loaded when it is needed. */
import {
  CandlestickSeries,
  ColorType,
  createChart,
  createSeriesMarkers,
  HistogramSeries,
  type IChartApi,
  type SeriesMarker,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import { type ChartColors, useChartColors } from "./chart-colors";
import type { CandlePoint } from "./prepare-candles";

export type CandleMark = { time: number; text: string };

/** The library brands its times; ours are seconds already. */
const at = (seconds: number) => seconds as UTCTimestamp;

export function CandleChart({
  points,
  marks,
  withClock,
}: {
  points: readonly CandlePoint[];
  /** Splits. */
  marks: readonly CandleMark[];
  withClock: boolean;
}) {
  const colors = useChartColors();
  const box = useRef<HTMLDivElement>(null);
  // External system: the chart library's canvas.
  useEffect(() => {
    if (!box.current) return;
    const chart = createChart(box.current, optionsOf(colors, withClock));
    draw(chart, points, marks, colors);
    return () => chart.remove();
  }, [points, marks, colors, withClock]);
  return <div ref={box} className="h-80 tablet:h-96" />;
}

function optionsOf(colors: ChartColors, withClock: boolean) {
  return {
    autoSize: true,
    layout: {
      background: { type: ColorType.Solid, color: "transparent" },
      textColor: colors["ink-3"],
      fontFamily: "inherit",
      fontSize: 11,
      attributionLogo: true,
    },
    grid: {
      vertLines: { visible: false },
      horzLines: { color: colors.rule },
    },
    rightPriceScale: { borderVisible: false, scaleMargins: { top: 0.06, bottom: 0.28 } },
    timeScale: { borderColor: colors.rule, timeVisible: withClock, secondsVisible: false },
    handleScroll: { vertTouchDrag: false },
  } as const;
}

function draw(
  chart: IChartApi,
  points: readonly CandlePoint[],
  marks: readonly CandleMark[],
  colors: ChartColors,
): void {
  const candles = chart.addSeries(CandlestickSeries, {
    upColor: colors.ok,
    wickUpColor: colors.ok,
    borderUpColor: colors.ok,
    // Hollow against filled tells down from up without colour.
    downColor: colors.paper,
    wickDownColor: colors.bad,
    borderDownColor: colors.bad,
  });
  candles.setData(
    points.map(({ time, bar }) =>
      bar
        ? { time: at(time), open: bar.open, high: bar.high, low: bar.low, close: bar.close }
        : { time: at(time) },
    ),
  );
  const volume = chart.addSeries(HistogramSeries, {
    priceScaleId: "volume",
    priceFormat: { type: "volume" },
    color: colors.idle,
    priceLineVisible: false,
    lastValueVisible: false,
  });
  chart.priceScale("volume").applyOptions({ scaleMargins: { top: 0.78, bottom: 0.05 } });
  volume.setData(
    points.map(({ time, bar }) =>
      bar ? { time: at(time), value: bar.volume } : { time: at(time) },
    ),
  );
  const missing = chart.addSeries(HistogramSeries, {
    priceScaleId: "missing",
    color: colors.bad,
    priceLineVisible: false,
    lastValueVisible: false,
  });
  chart.priceScale("missing").applyOptions({ scaleMargins: { top: 0.965, bottom: 0 } });
  missing.setData(
    points.map(({ time, bar }) => (bar ? { time: at(time) } : { time: at(time), value: 1 })),
  );
  createSeriesMarkers(candles, markersOf(points, marks, colors));
  chart.timeScale().fitContent();
}

function markersOf(
  points: readonly CandlePoint[],
  marks: readonly CandleMark[],
  colors: ChartColors,
): SeriesMarker<UTCTimestamp>[] {
  const suspects = points
    .filter(({ bar }) => bar?.suspect)
    .map(({ time }) => ({
      time: at(time),
      position: "aboveBar" as const,
      shape: "circle" as const,
      color: colors.warn,
      size: 0.6,
    }));
  const splits = marks.map(({ time, text }) => ({
    time: at(time),
    position: "belowBar" as const,
    shape: "arrowUp" as const,
    color: colors.lost,
    text,
  }));
  return [...suspects, ...splits].sort((a, b) => a.time - b.time);
}
