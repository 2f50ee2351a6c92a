/** `npm run rto-rpo`: prints the operating policy, checked, as JSON. */
import { parseEnv } from "@/lib/config/env-schema";
import { loadPolicy, policyJson } from "@/lib/config/policy";
import { reportAndExit } from "./report-and-exit";

try {
  const policy = loadPolicy(parseEnv(process.env).policyFile);
  console.log(JSON.stringify(policyJson(policy), null, 2));
} catch (error) {
  reportAndExit(error);
}
