/** Puts a policy into force: from the file an instance starts with, or from an edit. The newest readable version rules. */
import { ConfigError } from "@/lib/config/config-error";
import { parsePolicy } from "@/lib/config/policy";
import type { Policy } from "@/lib/config/policy-schema";
import type { Db } from "@/lib/db/connect";
import {
  insertPolicyVersion,
  type PolicyVersion,
  selectNewestFileVersion,
  selectPolicyVersions,
  takePolicyLock,
  updateCriticality,
} from "@/lib/db/queries/policy-versions";
import { CRITICALITIES, type Criticality } from "@/lib/domain/vocabulary";
import { AppError, type FieldError } from "@/lib/errors";

export type ActivePolicy = { version: PolicyVersion; policy: Policy };

/** A version that this release can no longer read is passed over; further back than this nobody looks. */
const VERSIONS_TRIED = 20;

/** Null before any version is stored, or when none of the newest can be read. */
export async function readActivePolicy(db: Db): Promise<ActivePolicy | null> {
  for (const version of await selectPolicyVersions(db, { limit: VERSIONS_TRIED })) {
    const policy = tryParse(version.yaml);
    if (policy !== null) return { version, policy };
  }
  return null;
}

/**
 * Notes the file of this start: a file that differs from the last one started with becomes the newest version, so that
 * a later edit in the page beats an unchanged file, and a changed file beats an earlier edit.
 */
export async function recordPolicyFile(
  { db, now }: { db: Db; now: Date },
  yaml: string,
): Promise<void> {
  await db.transaction(async (tx) => {
    await takePolicyLock(tx);
    const before = await selectNewestFileVersion(tx);
    if (before?.yaml === yaml) return;
    await insertPolicyVersion(tx, {
      yaml,
      source: "file",
      createdBy: "file",
      reason: null,
      createdAt: now,
    });
  });
}

/**
 * Stores an edit as the newest version and moves the symbols it puts into another tier.
 *
 * @throws AppError `invalid_input` with line and key of every mistake, `conflict` when another version came in between
 */
export async function savePolicy(
  { tx, now }: { tx: Db; now: Date },
  edit: { yaml: string; baseVersion: number | null; reason: string | null; actor: string },
): Promise<{ before: ActivePolicy | null; after: ActivePolicy; movedSymbols: number }> {
  const policy = parseEdit(edit.yaml);
  await takePolicyLock(tx);
  const before = await readActivePolicy(tx);
  if ((before?.version.id ?? null) !== edit.baseVersion) {
    throw new AppError(
      "conflict",
      `Version ${before?.version.id ?? 0} came in between; look at it and edit that one.`,
    );
  }
  const version = await insertPolicyVersion(tx, {
    yaml: edit.yaml,
    source: "page",
    createdBy: edit.actor,
    reason: edit.reason,
    createdAt: now,
  });
  let movedSymbols = 0;
  for (const [criticality, symbols] of tierMoves(before?.policy ?? null, policy)) {
    movedSymbols += await updateCriticality(tx, criticality, symbols);
  }
  return { before, after: { version, policy }, movedSymbols };
}

/** @throws AppError `invalid_input`, one entry per mistake, each with its line, its key and what is allowed */
export function parseEdit(yaml: string): Policy {
  try {
    return parsePolicy(yaml, "line");
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const errors = error.problems.map(toFieldError);
    throw new AppError("invalid_input", errors.map(({ message }) => message).join(" "), {
      errors,
      cause: error,
    });
  }
}

/** `line:12: …` → what the editor shows beside the line. */
function toFieldError(problem: string): FieldError {
  return { path: "body.yaml", message: problem.replace(/^line:(\d+): /, "line $1: ") };
}

/** The symbols whose tier differs between two policies, by their new tier. */
export function tierMoves(before: Policy | null, after: Policy): Map<Criticality, string[]> {
  const old = tiersOf(before);
  const next = tiersOf(after);
  const moves = new Map<Criticality, string[]>();
  for (const symbol of new Set([...old.keys(), ...next.keys()])) {
    const tier = next.get(symbol) ?? "low_priority";
    if (tier === (old.get(symbol) ?? "low_priority")) continue;
    moves.set(tier, [...(moves.get(tier) ?? []), symbol]);
  }
  return moves;
}

function tiersOf(policy: Policy | null): Map<string, Criticality> {
  const tiers = new Map<string, Criticality>();
  if (policy === null) return tiers;
  for (const criticality of CRITICALITIES) {
    for (const symbol of policy.rpoBySymbolCriticality[criticality].symbols) {
      tiers.set(symbol, criticality);
    }
  }
  return tiers;
}

function tryParse(yaml: string): Policy | null {
  try {
    return parsePolicy(yaml);
  } catch (error) {
    if (error instanceof ConfigError) return null;
    throw error;
  }
}
