/** The run after its changes: what the next input in the same transaction sees. */
import type { Change, RunItem, RunView } from "./types";

export function evolve(run: RunView, item: RunItem, changes: readonly Change[]): RunView {
  return changes.reduce((view, change) => step(view, item, change), run);
}

function step(run: RunView, item: RunItem, change: Change): RunView {
  switch (change.do) {
    case "remember":
      return {
        ...run,
        steps: run.steps + 1,
        bytes: run.bytes + Buffer.byteLength(change.body),
        done: new Set([...run.done, change.stepId]),
      };
    case "open": {
      const { kind, stepId, name, coalesce, race } = change;
      const opened = {
        id: -1,
        kind,
        stepId,
        name,
        attempt: 0,
        coalesce,
        race,
        again: false,
        leased: false,
      };
      return { ...run, items: [...run.items, opened] };
    }
    case "discover":
      return replace(run, item.id, {
        kind: "discovery",
        stepId: null,
        attempt: 0,
        coalesce: false,
        race: false,
        again: false,
        leased: false,
      });
    case "run-step":
      return replace(run, item.id, {
        kind: "step",
        stepId: change.stepId,
        attempt: 0,
        race: change.race,
      });
    case "retry":
      return replace(run, item.id, { attempt: change.attempt, leased: false });
    case "again":
      return replace(run, change.itemId, { again: true });
    case "close":
      return { ...run, items: run.items.filter(({ id }) => id !== item.id) };
    case "end":
      return { ...run, items: [] };
  }
}

function replace(run: RunView, id: number, fields: Partial<RunItem>): RunView {
  return {
    ...run,
    items: run.items.map((item) => (item.id === id ? { ...item, ...fields } : item)),
  };
}
