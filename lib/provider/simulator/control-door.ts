/** `/simulator/*`: lets tests and people change faults and clock of a running simulator. Answers loopback only, and no web page. */
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import type { FaultBoard } from "./fault-board";
import { FAULTS } from "./fault-catalogue";
import { jsonAnswer, type VendorAnswer } from "./vendor-answer";

export type Control = {
  board: FaultBoard;
  stats: Record<string, number>;
  now: () => number;
  setNow: (nowMs: number | null) => void;
};

const faultsBody = z.object({ faults: z.string() });
const nowBody = z.object({ now: z.iso.datetime().nullable() });
const LARGEST_BODY = 65_536;

export async function answerControl(
  control: Control,
  request: IncomingMessage,
  url: URL,
): Promise<VendorAnswer> {
  if (!isLocal(request))
    return jsonAnswer(403, { error: "The simulator's door opens from this machine only." });
  try {
    switch (`${request.method} ${url.pathname}`) {
      case "POST /simulator/faults":
        control.board.plant(faultsBody.parse(await readJson(request)).faults);
        return jsonAnswer(200, { planted: control.board.planted() });
      case "GET /simulator/faults":
        return jsonAnswer(200, { planted: control.board.planted(), known: FAULTS });
      case "POST /simulator/now": {
        const { now } = nowBody.parse(await readJson(request));
        control.setNow(now === null ? null : Date.parse(now));
        return jsonAnswer(200, { now: new Date(control.now()).toISOString() });
      }
      case "GET /simulator/stats":
        return jsonAnswer(200, { ...control.stats, now: new Date(control.now()).toISOString() });
      default:
        return jsonAnswer(404, {
          error:
            "Known are GET and POST /simulator/faults, POST /simulator/now, GET /simulator/stats.",
        });
    }
  } catch (error) {
    const words = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    return jsonAnswer(400, { error: words });
  }
}

/** A browser names the page it comes from in `Origin`; curl and tests don't. */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  const address = socket.remoteAddress ?? "";
  const loopback = address === "::1" || address.replace(/^::ffff:/, "").startsWith("127.");
  return loopback && headers.origin === undefined;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > LARGEST_BODY) throw new Error("the body is too large");
  }
  return JSON.parse(text);
}
