/** Every case, in the order of docs/engine.md. */
import * as changes from "./cases/changes";
import * as errors from "./cases/errors";
import * as flow from "./cases/flow";
import * as slow from "./cases/slow";
import * as steps from "./cases/steps";
import * as together from "./cases/together";
import * as waiting from "./cases/waiting";
import type { Case } from "./kit";

export const CASES: readonly Case[] = [steps, errors, waiting, together, flow, changes].flatMap(
  (room): Case[] => Object.values(room),
);

export const SLOW_CASES: readonly Case[] = Object.values(slow);
