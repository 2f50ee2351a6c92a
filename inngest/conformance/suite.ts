/** Every case, in the order of docs/engine.md. */
import * as steps from "./cases/steps";
import type { Case } from "./kit";

export const CASES: readonly Case[] = [...Object.values(steps)];
