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

import type { Readable, Writable } from 'node:stream';
import { MoverError } from '../errors/MoverError';
import {
  ANSWER,
  blockLength,
  BLOCK_SIZE,
  BLOCKS_COMMAND,
  chosenBlocks,
  digestBlock,
  FRAME,
  blockCount,
  parseBlockParameters,
  type BlockParameters,
} from './blockProtocol';
import { ByteReader, StreamEndedError } from './ByteReader';
import { deviceError, openDevice, type Device } from './openDevice';
import { readBlock } from './readBlock';
import { writeAll } from './writeAll';

const SIGN_OF_LIFE_MS = 5_000;
/** The tunnel below notices a sender that is gone much earlier. */
const SILENCE_MS = 7 * 86_400_000;

function message(type: number, value: object): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  const header = Buffer.alloc(5);
  header[0] = type;
  header.writeUInt32BE(json.length, 1);
  return Buffer.concat([header, json]);
}

/** Writes the digests of the device's blocks, each of them before anybody can overwrite it. */
async function writeDigests(options: {
  device: Device;
  path: string;
  parameters: BlockParameters;
  output: Writable;
  signal: AbortSignal;
}): Promise<void> {
  const { device, path, parameters, output, signal } = options;
  const memory = Buffer.allocUnsafe(BLOCK_SIZE);
  for (const index of chosenBlocks(parameters)) {
    const block = await readBlock(
      device,
      path,
      memory.subarray(0, blockLength(parameters, index)),
      index * BLOCK_SIZE,
    );
    await writeAll(
      output,
      Buffer.concat([Buffer.from([ANSWER.digest]), digestBlock(block)]),
      signal,
    );
  }
}

/** Takes in what differs, until the sender says that it was all. */
async function takeBlocks(options: {
  device: Device;
  path: string;
  parameters: BlockParameters;
  reader: ByteReader;
}): Promise<{ written: number; zeroed: number }> {
  const { device, path, parameters, reader } = options;
  const zeros = Buffer.alloc(BLOCK_SIZE);
  const done = { written: 0, zeroed: 0 };
  for (;;) {
    const [type] = await reader.read(1);
    if (type === FRAME.end) {
      return done;
    }
    const header = await reader.read(12);
    const index = Number(header.readBigUInt64BE(0));
    const length = header.readUInt32BE(8);
    if (
      (type !== FRAME.data && type !== FRAME.zero) ||
      index >= blockCount(parameters) ||
      length !== blockLength(parameters, index)
    ) {
      throw new StreamEndedError('the sender wrote something that is no block');
    }
    const block =
      type === FRAME.data
        ? await reader.read(length)
        : zeros.subarray(0, length);
    done[type === FRAME.data ? 'written' : 'zeroed'] += 1;
    try {
      for (let at = 0; at < length; ) {
        const { bytesWritten } = await device.handle.write(
          block,
          at,
          length - at,
          index * BLOCK_SIZE + at,
        );
        at += bytesWritten;
      }
    } catch (error) {
      throw deviceError(error, path);
    }
  }
}

/**
 * The receiver's end of one connection: digests of its own device go out, blocks that differ come in.
 *
 * @param args - the command, the device and the sender's parameters as JSON; the device once more, for who looks for us
 * @returns the exit code of the process
 */
export async function serveBlocks(
  args: string[],
  input: Readable,
  output: Writable,
): Promise<number> {
  const [command, path, json] = args;
  const abort = new AbortController();
  // the sender is gone
  output.on('error', error => abort.abort(error));
  const alive = setInterval(() => {
    if (!output.writableNeedDrain) {
      output.write(Buffer.from([ANSWER.alive]));
    }
  }, SIGN_OF_LIFE_MS);
  const reader = new ByteReader(input, { silenceMs: SILENCE_MS });
  let device: Device | undefined;
  try {
    const parameters = parseBlockParameters(json);
    const writes = command === BLOCKS_COMMAND;
    device = await openDevice(path, writes ? 'r+' : 'r');
    const digests = writeDigests({
      device,
      path,
      parameters,
      output,
      signal: abort.signal,
    });
    if (writes) {
      const taken = takeBlocks({ device, path, parameters, reader });
      // the first failure counts; the other one has to stop too
      await Promise.all([digests, taken]).catch(async error => {
        abort.abort(error);
        await Promise.allSettled([digests]);
        throw error;
      });
      await device.handle.datasync().catch(error => {
        throw deviceError(error, path);
      });
      output.write(message(ANSWER.end, await taken));
    } else {
      await digests;
      output.write(message(ANSWER.end, {}));
    }
    return 0;
  } catch (error) {
    if (error instanceof MoverError) {
      output.write(message(ANSWER.error, error.toInfo()));
      // until the sender has read that, what it still writes must not break the connection
      input.resume();
      await new Promise(resolve => {
        input.once('close', resolve);
        input.once('end', resolve);
        setTimeout(resolve, 30_000).unref();
      });
    }
    return 1;
  } finally {
    clearInterval(alive);
    await device?.handle.close();
  }
}
