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

/** The stream has ended, failed or fallen silent before all that was expected had come. @internal */
export class StreamEndedError extends Error {}

/** Reads so many bytes at a time from a stream that comes in pieces of any size. */
export class ByteReader {
  private readonly iterator: AsyncIterator<Buffer>;
  private readonly silenceMs: number;
  private chunks: Buffer[] = [];
  private available = 0;

  /** @param options - `silenceMs`: how long nothing may come while something is expected */
  constructor(stream: AsyncIterable<Buffer>, options: { silenceMs: number }) {
    this.iterator = stream[Symbol.asyncIterator]();
    this.silenceMs = options.silenceMs;
  }

  /**
   * The next bytes; valid until their memory is used again by nobody: they are not copied where they came in one piece.
   * @throws StreamEndedError
   */
  async read(bytes: number): Promise<Buffer> {
    while (this.available < bytes) {
      const chunk = await this.next();
      this.chunks.push(chunk);
      this.available += chunk.length;
    }
    const joined =
      this.chunks[0]?.length >= bytes
        ? this.chunks[0]
        : Buffer.concat(this.chunks);
    const rest = joined.subarray(bytes);
    this.chunks =
      joined === this.chunks[0] ? [rest, ...this.chunks.slice(1)] : [rest];
    this.available -= bytes;
    if (this.chunks[0]?.length === 0) {
      this.chunks.shift();
    }
    return joined.subarray(0, bytes);
  }

  /** Lets the stream go. */
  async close(): Promise<void> {
    await this.iterator.return?.();
  }

  private async next(): Promise<Buffer> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new StreamEndedError(
              `nothing came for ${Math.round(this.silenceMs / 1000)} s`,
            ),
          ),
        this.silenceMs,
      );
    });
    try {
      const next = await Promise.race([this.iterator.next(), silence]);
      if (next.done) {
        throw new StreamEndedError('the connection was closed before its end');
      }
      return next.value;
    } catch (error) {
      throw error instanceof StreamEndedError
        ? error
        : new StreamEndedError((error as Error).message);
    } finally {
      clearTimeout(timer);
    }
  }
}
