// Starts the built program for the tests, on a port that is free, with data that
// is gone afterwards.
import { spawn, execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** The program under test. */
export const binary = path.join(root, "bin", "lumbung");

const LISTEN = ["--listen", "127.0.0.1:0"];
const SERVER = [...LISTEN, "--admin-listen", "off"];
const READY = 60_000;

/** A running program: its address and how it ends. */
class Program {
  constructor(child, url, dir) {
    Object.assign(this, { child, url, dir });
  }

  /** Ends the program as an operator does, and removes its data. */
  async stop() {
    await this.halt();
    if (this.dir) await rm(this.dir, { recursive: true, force: true });
  }

  /** Ends the program and keeps its data. */
  async halt() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = new Promise((resolve) => this.child.once("exit", resolve));
      this.child.kill("SIGTERM");
      await ended;
    }
  }

  /** Starts the program again over the same data at the same address. */
  async again() {
    const program = await launch(["serve", "--data", this.dir, "--listen", new URL(this.url).host, "--admin-listen", "off"]);
    this.child = program.child;
  }
}

/** Starts the gallery. */
export function gallery() {
  return launch(["gallery", ...LISTEN]);
}

/** Starts a server over fresh sample data. */
export async function demo() {
  const dir = await freshDir();
  return launch(["demo", "--data", dir, ...SERVER], dir);
}

/**
 * The same at a port that is chosen beforehand, so that its pages know their own
 * address: canonical links, codes to scan and shared pictures.
 */
export async function placed() {
  const dir = await freshDir();
  return launch(["demo", "--data", dir, "--listen", `127.0.0.1:${await freePort()}`, "--admin-listen", "off"], dir);
}

function freePort() {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts a server over an empty store with one account for each of the given
 * people ({name, role, centre}); each gets its password in `password`.
 */
export async function empty(people) {
  const dir = await freshDir();
  for (const one of people) {
    const args = ["user", "add", "--data", dir, "--name", one.name, "--role", one.role];
    if (one.centre) args.push("--centre", one.centre);
    const { stdout } = await run(binary, args);
    one.password = stdout.trim().split("\n").at(-1);
  }
  return launch(["serve", "--data", dir, ...SERVER], dir);
}

/** A token of an account of a running program, for the API. */
export async function token(program, user) {
  const { stdout } = await run(binary, ["token", "add", "--data", program.dir, "--user", user]);
  return stdout.trim().split("\n").at(-1);
}

function freshDir() {
  return mkdtemp(path.join(tmpdir(), "lumbung-browser-"));
}

// launch waits for the line with the address.
function launch(args, dir) {
  const child = spawn(binary, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  process.once("exit", () => child.kill("SIGKILL"));
  let [said, complained] = ["", ""];
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => child.kill("SIGKILL"), READY);
    child.stderr.on("data", (chunk) => (complained = (complained + chunk).slice(-4000)));
    child.stdout.on("data", (chunk) => {
      said += chunk;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (!address) return;
      clearTimeout(late);
      resolve(new Program(child, address[0], dir));
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`lumbung ${args[0]} ended with ${code}: ${said}${complained}`)));
  });
}
