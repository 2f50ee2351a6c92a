/** What goes on paper below the verdict: the failed jobs and the slowest ones, in full, without the screen's controls. */
import type { ResponseOf } from "@/lib/client/call";
import { formatCount, formatDuration } from "@/lib/client/format";

const SLOWEST = 20;

export function PrintSheet({ data }: { data: ResponseOf<"execution"> }) {
  const failed = data.jobs.filter(({ status }) => status === "failed");
  const slowest = data.jobs
    .filter(({ duration_seconds: seconds }) => seconds !== null)
    .sort((a, b) => (b.duration_seconds ?? 0) - (a.duration_seconds ?? 0))
    .slice(0, SLOWEST);
  return (
    <div className="hidden print:block" aria-hidden="true">
      <JobSheet title={`Failed jobs (${formatCount(failed.length)})`} jobs={failed} />
      <JobSheet title={`Slowest ${formatCount(slowest.length)} jobs`} jobs={slowest} />
    </div>
  );
}

function JobSheet({ title, jobs }: { title: string; jobs: ResponseOf<"execution">["jobs"] }) {
  if (jobs.length === 0) return null;
  return (
    <section className="mt-6">
      <h2 className="mb-1 font-semibold">{title}</h2>
      <table className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b">
            {["Series", "Status", "Attempts", "Took", "Rows", "Error"].map((header) => (
              <th key={header} className="py-1 pr-3 font-medium">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.id} className="border-b align-top">
              <td className="py-1 pr-3">
                {job.symbol} {job.timeframe}
              </td>
              <td className="py-1 pr-3">{job.status}</td>
              <td className="py-1 pr-3">{job.attempts}</td>
              <td className="py-1 pr-3">{formatDuration(job.duration_seconds)}</td>
              <td className="py-1 pr-3">{formatCount(job.records_processed)}</td>
              <td className="wrap-anywhere py-1">{job.error_message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
