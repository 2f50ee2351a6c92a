/** The policy's file, for an instance that has not noted it as a version yet. */
import { type Policy, parsePolicy } from "@/lib/config/policy";
import { readConfigFile } from "@/lib/config/yaml-file";
import { env } from "@/lib/env";

export function policyFile(): { yaml: string; policy: Policy } {
  const yaml = readConfigFile(env.policyFile);
  return { yaml, policy: parsePolicy(yaml, env.policyFile) };
}
