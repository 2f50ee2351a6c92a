import { afterEach, describe, expect, test } from "vitest";
import { sendEmail } from "./send-email";
import { type SmtpServer, startSmtpServer } from "./testing/smtp-server";

const MAIL = {
  to: "ops@example.com",
  subject: "Candlewatch: vendor down – 12 series",
  text: "First line\n.a line that begins with a point\nLast line",
  eventId: "evt-1",
};
let server: SmtpServer | null = null;

afterEach(async () => {
  await server?.close();
  server = null;
});

async function send(refuse: Parameters<typeof startSmtpServer>[0] = {}, credentials = "") {
  server = await startSmtpServer(refuse);
  const url = `smtp://${credentials}127.0.0.1:${server.port}/?ignoreTLS=true`;
  return sendEmail({ url, from: "candlewatch@example.com" }, MAIL);
}

describe("an e-mail", () => {
  test("arrives with its text, its subject and the number of its delivery", async () => {
    expect(await send()).toEqual({ status: 250, answer: "250 2.0.0 queued as 4711", error: null });
    const [mail] = server?.mails ?? [];
    expect(mail).toMatchObject({ from: "candlewatch@example.com", to: "ops@example.com" });
    expect(mail?.data).toContain("X-Candlewatch-Delivery: evt-1");
    expect(mail?.data).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(mail?.data).toContain("First line\n.a line that begins with a point\nLast line");
  });

  test("that a server refuses says so in the server's words", async () => {
    const { status, error } = await send({ recipient: "ops@example.com" });
    expect(status).toBeNull();
    expect(error).toMatch(/550 5\.1\.1 no such user here/);
    expect(server?.mails).toEqual([]);
  });

  test("with a wrong password says so without the password", async () => {
    const { status, error } = await send({ login: true }, "ops:open-sesame-471@");
    expect(status).toBeNull();
    expect(error).toMatch(/535 5\.7\.8 authentication failed/);
    expect(error).not.toContain("open-sesame-471");
  });

  test("that nobody takes is a failed delivery, not an exception", async () => {
    const gone = await startSmtpServer();
    await gone.close();
    const url = `smtp://127.0.0.1:${gone.port}`;
    const { status, error } = await sendEmail({ url, from: "candlewatch@example.com" }, MAIL);
    expect(status).toBeNull();
    expect(error).toContain("ECONNREFUSED");
  });
});
