/** Draws one executions chart without the chart library: no script draws it, and it stands where the other will. */
import { memo, type ReactNode } from "react";
import {
  type PictureInput,
  type PlotShapes,
  prepareCalls,
  prepareDuration,
  prepareResults,
  SIDE,
} from "./prepare-execution-picture";

const TOP_PX = 4;
const BOTTOM_PX = 30;

export const TITLES = {
  results: "Results and success rate",
  duration: "Duration: median, up to 95th percentile",
  calls: "Vendor calls, refused ones on top",
} as const;

/** All three, until somebody comes near. */
export const ExecutionPictures = memo(function ExecutionPictures(input: PictureInput) {
  return (
    <Plots>
      <Plot title={TITLES.results}>
        <ExecutionPicture shapes={prepareResults(input)} />
      </Plot>
      <Plot title={TITLES.duration}>
        <ExecutionPicture shapes={prepareDuration(input)} />
      </Plot>
      <Plot title={TITLES.calls}>
        <ExecutionPicture shapes={prepareCalls(input)} />
      </Plot>
    </Plots>
  );
});

export function Plots({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-x-8 gap-y-2 desktop:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
      {children}
    </div>
  );
}

export function Plot({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <h2 className="label mb-1">{title}</h2>
      <div className="h-40">{children}</div>
    </div>
  );
}

export function ExecutionPicture({ shapes }: { shapes: PlotShapes }) {
  const { room } = shapes;
  const width = `100% - ${room.left + room.right}px`;
  const height = `100% - ${TOP_PX + BOTTOM_PX}px`;
  const levelOf = (at: number) => `calc(${TOP_PX}px + (${height}) * ${1 - at})`;
  return (
    <div
      aria-hidden="true"
      className="relative h-full cursor-crosshair select-none text-[11px] text-ink-3 leading-none"
    >
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${SIDE} ${SIDE}`}
        preserveAspectRatio="none"
        className="absolute overflow-visible"
        style={{
          left: room.left,
          top: TOP_PX,
          width: `calc(${width})`,
          height: `calc(${height})`,
        }}
      >
        <Shapes shapes={shapes} />
      </svg>
      {shapes.valueTicks.map(({ at, label }) => (
        <span
          key={label}
          className="-translate-y-1/2 absolute text-right"
          style={{ right: `calc(100% - ${room.left - 8}px)`, top: levelOf(at) }}
        >
          {label}
        </span>
      ))}
      {shapes.pctTicks.map(({ at, label }) => (
        <span
          key={label}
          className="-translate-y-1/2 absolute whitespace-nowrap"
          style={{ left: `calc(100% - ${room.right - 8}px)`, top: levelOf(at) }}
        >
          {label}
        </span>
      ))}
      {shapes.timeTicks.map(({ at, label }) => (
        <span
          key={at}
          className="-translate-x-1/2 absolute bottom-[11px] whitespace-nowrap"
          style={{ left: `calc(${room.left}px + (${width}) * ${at.toFixed(4)})` }}
        >
          {label}
        </span>
      ))}
    </div>
  );
}

function Shapes({ shapes }: { shapes: PlotShapes }) {
  const grid = shapes.valueTicks.map(({ at }) => `M0 ${SIDE - at * SIDE}H${SIDE}`).join("");
  return (
    <>
      <path d={grid} stroke="var(--color-rule)" vectorEffect="non-scaling-stroke" />
      <path
        d={shapes.marks}
        stroke="var(--color-ink-3)"
        strokeDasharray="2 3"
        vectorEffect="non-scaling-stroke"
      />
      {shapes.fills.map(({ path, colour, opacity }) => (
        <path key={`${colour} ${opacity}`} d={path} fill={colour} fillOpacity={opacity} />
      ))}
      {shapes.lines.map(({ path, colour, widthPx }) => (
        <path
          key={colour}
          d={path}
          fill="none"
          stroke={colour}
          strokeWidth={widthPx}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {shapes.dots.map(({ path, colour }) => (
        <path
          key={colour}
          d={path}
          stroke={colour}
          strokeWidth="3.5"
          strokeLinecap="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </>
  );
}
