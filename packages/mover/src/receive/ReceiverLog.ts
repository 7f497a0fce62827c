/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import { LineSplitter } from '../process/LineSplitter';

/** How many complaints are passed on; more would only repeat. */
const MAX_COMPLAINTS = 50;

/** Probes of the port end before TLS begins; modes of a mounted Secret are what Kubernetes makes them. */
const NOISE =
  /Insecure file permissions|^SSL_accept: .*(?:unexpected eof while reading|Connection reset by peer)/;

/** What the output of stunnel and its children says. */
export interface ReceiverLogHandlers {
  onListening(): void;
  /** rsync has started; `pid` is its process group. */
  onSession(pid: number): void;
  /** The volume is read for the sender; `pid` is the process group that does it. */
  onManifest(pid: number): void;
  /** A connection has ended, and so has what was done for it. */
  onClosed(): void;
  onComplaint(message: string): void;
}

/**
 * `… LOG5[0]: text` while it serves, `[.] text` while it starts; anything else comes from our children and matters.
 * That an address is taken is only a notice to stunnel.
 */
function parseLine(line: string): { level: number; message: string } {
  const serving = /LOG(\d)\[[^\]]*\]: (.*)$/.exec(line);
  const starting = /^\[(.)\] (.*)$/.exec(line);
  const message = serving?.[2] ?? starting?.[2] ?? line;
  if (/^Binding service .*: .*\(\d+\)$/.test(message)) {
    return { level: 3, message };
  }
  if (starting) {
    return { level: starting[1] === '!' ? 3 : 6, message };
  }
  return { level: serving ? Number(serving[1]) : 4, message };
}

/** Reads the standard error of the receiver's stunnel, of the script and of rsync. */
export class ReceiverLog {
  private readonly splitter: LineSplitter;
  private readonly handlers: ReceiverLogHandlers;
  private complaints = 0;
  /** Connections that are open now. */
  openConnections = 0;
  /** The newest complaints, for the cause of a failure. */
  readonly recent: string[] = [];

  constructor(handlers: ReceiverLogHandlers) {
    this.handlers = handlers;
    this.splitter = new LineSplitter({ onLine: line => this.read(line) });
  }

  push(chunk: Buffer): void {
    this.splitter.push(chunk);
  }

  private read(line: string): void {
    const started = /^mover: (session|manifest) (\d+)$/.exec(line);
    if (started) {
      const pid = Number(started[2]);
      if (started[1] === 'session') {
        this.handlers.onSession(pid);
      } else {
        this.handlers.onManifest(pid);
      }
      return;
    }
    const { level, message } = parseLine(line);
    if (/^Service \[receiver\] .*bound to/.test(message)) {
      this.handlers.onListening();
    } else if (/^Service \[receiver\] accepted connection/.test(message)) {
      this.openConnections += 1;
    } else if (/^Connection (closed|reset)/.test(message)) {
      this.openConnections -= 1;
      this.handlers.onClosed();
    } else if (level <= 4 && !NOISE.test(message)) {
      this.recent.splice(0, Math.max(0, this.recent.length - 4));
      this.recent.push(message);
      this.complaints += 1;
      if (this.complaints <= MAX_COMPLAINTS) {
        this.handlers.onComplaint(message);
      }
    }
  }
}
