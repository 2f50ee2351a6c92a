/** The policy that this process obeys at the moment: the file's at start, later whatever an edit puts in force. */
import { parseEnv } from "./env-schema";
import { loadPolicy } from "./policy";
import type { Policy } from "./policy-schema";

const POLICY = Symbol.for("candlewatch.policy");
const REVISION = Symbol.for("candlewatch.policy-revision");
/** Bundlers may copy this module; the policy stays one. */
const shared: { [POLICY]?: Policy; [REVISION]?: number } = globalThis as never;

/** @throws ConfigError when the file is asked for the first time and is wrong */
export function policyInForce(): Policy {
  shared[POLICY] ??= loadPolicy(parseEnv(process.env).policyFile);
  return shared[POLICY];
}

export function putPolicyInForce(policy: Policy): void {
  shared[POLICY] = policy;
  shared[REVISION] = policyRevision() + 1;
}

/** Grows with every policy put in force here: what was answered under an earlier one may not be reused. */
export function policyRevision(): number {
  return shared[REVISION] ?? 0;
}
