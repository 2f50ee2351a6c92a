/** `npm run performance`: draws docs/performance.md anew from the reports in docs/performance. */
import { writePage } from "./performance/write-report";
import { reportAndExit } from "./report-and-exit";

await writePage().catch(reportAndExit);
