/** For tests: a mail server on loopback that keeps what it was given, and refuses whom it is told to. */
import { createServer, type Socket } from "node:net";

type ReceivedMail = { from: string; to: string; data: string };

export type SmtpServer = { port: number; mails: ReceivedMail[]; close: () => Promise<void> };

type Refusals = { recipient?: string; login?: boolean };

export async function startSmtpServer(refuse: Refusals = {}): Promise<SmtpServer> {
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.setEncoding("utf8"));
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    converse(socket, refuse, (mail) => mails.push(mail));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const close = () =>
    new Promise<void>((closed) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => closed());
    });
  return { port: address.port, mails, close };
}

function converse(socket: Socket, refuse: Refusals, keep: (mail: ReceivedMail) => void): void {
  const mail = { from: "", to: "" };
  let pending = "";
  let data: string[] | null = null;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const hear = (line: string) => {
    if (data !== null && line !== ".") return void data.push(line.replace(/^\.\./, "."));
    if (data !== null) {
      keep({ ...mail, data: data.join("\n") });
      data = null;
      return void say("250 2.0.0 queued as 4711");
    }
    const [verb = ""] = line.toUpperCase().split(/[ :]/);
    if (verb === "MAIL") mail.from = addressIn(line);
    if (verb === "RCPT") mail.to = addressIn(line);
    if (verb === "DATA") data = [];
    say(answerTo(verb, mail.to, refuse));
    if (verb === "QUIT") socket.end();
  };
  say("220 mail.example.com ESMTP");
  socket.on("data", (text: string) => {
    const lines = (pending + text).split("\r\n");
    pending = lines.pop() ?? "";
    for (const line of lines) hear(line);
  });
}

function answerTo(verb: string, recipient: string, refuse: Refusals): string {
  if (verb === "EHLO") return "250-mail.example.com\r\n250 AUTH PLAIN LOGIN";
  if (verb === "AUTH")
    return refuse.login ? "535 5.7.8 authentication failed" : "235 2.7.0 accepted";
  if (verb === "RCPT" && recipient === refuse.recipient) return "550 5.1.1 no such user here";
  if (verb === "DATA") return "354 go on";
  if (verb === "QUIT") return "221 bye";
  return "250 2.1.0 ok";
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? "";
}
