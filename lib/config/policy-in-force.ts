/** The policy that this process obeys at the moment: the file's at start, later whatever an edit puts in force. */
import { parseEnv } from "./env-schema";
import { loadPolicy } from "./policy";
import type { Policy } from "./policy-schema";

const POLICY = Symbol.for("candlewatch.policy");
/** Bundlers may copy this module; the policy stays one. */
const shared: { [key: symbol]: Policy | undefined } = globalThis as never;

/** @throws ConfigError when the file is asked for the first time and is wrong */
export function policyInForce(): Policy {
  shared[POLICY] ??= loadPolicy(parseEnv(process.env).policyFile);
  return shared[POLICY];
}

export function putPolicyInForce(policy: Policy): void {
  shared[POLICY] = policy;
}
