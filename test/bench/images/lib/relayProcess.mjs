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

// A TCP relay that delays what it carries, as a process of its own: node relayProcess.mjs <milliseconds each way> <port of the registry>…
//
// Prints one line of JSON, the ports on which it listens for each registry, and a line with the bytes that it carried to and
// from each for every line that it reads.
import { createServer, connect } from 'node:net';
import { createInterface } from 'node:readline';

/** So much may be on its way in one direction of a connection: far more than delay × bandwidth, so that it limits nothing. */
const ON_THE_WAY = 64 * 1024 * 1024;

/** Timers are no finer than this. */
const TICK_MS = 1;

const [delayMs, ...targets] = process.argv.slice(2).map(Number);
const carried = targets.map(() => ({ toRegistry: 0, fromRegistry: 0 }));

/** Everything that waits, in the order in which it is due, which is the order in which it came: one timer serves all. */
const waiting = [];
let head = 0;
let timer;

function deliver() {
  timer = undefined;
  const now = performance.now();
  while (head < waiting.length && waiting[head].due <= now + TICK_MS / 2) {
    const { send } = waiting[head];
    waiting[head] = undefined;
    head += 1;
    send();
  }
  if (head > 4096 || head === waiting.length) {
    waiting.splice(0, head);
    head = 0;
  }
  schedule();
}

function schedule() {
  if (timer || head === waiting.length) return;
  const left = waiting[head].due - performance.now();
  timer = setTimeout(deliver, Math.max(1, Math.round(left)));
}

function after(send) {
  waiting.push({ due: performance.now() + delayMs, send });
  schedule();
}

function carry(from, to, count) {
  let onTheWay = 0;
  from.on('data', data => {
    count(data.length);
    onTheWay += data.length;
    if (onTheWay > ON_THE_WAY) from.pause();
    after(() => {
      const arrived = () => {
        onTheWay -= data.length;
        if (onTheWay <= ON_THE_WAY && from.isPaused()) from.resume();
      };
      if (to.writable) to.write(data, arrived);
      else arrived();
    });
  });
  from.on('end', () => after(() => to.end()));
  from.on('close', () => after(() => to.destroySoon()));
  from.on('error', () => {});
}

const ports = await Promise.all(
  targets.map(
    (target, i) =>
      new Promise(resolve => {
        const server = createServer({ allowHalfOpen: true, noDelay: true });
        server.on('connection', client => {
          const registry = connect({
            port: target,
            host: '127.0.0.1',
            allowHalfOpen: true,
            noDelay: true,
          });
          carry(client, registry, n => (carried[i].toRegistry += n));
          carry(registry, client, n => (carried[i].fromRegistry += n));
        });
        server.listen(0, '127.0.0.1', () => resolve(server.address().port));
      }),
  ),
);
process.stdout.write(`${JSON.stringify(ports)}\n`);
createInterface({ input: process.stdin })
  .on('line', () => process.stdout.write(`${JSON.stringify(carried)}\n`))
  .on('close', () => process.exit());
