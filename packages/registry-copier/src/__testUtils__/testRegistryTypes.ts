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

/** What a request is answered with instead of the right answer. */
export interface Fault {
  /** Default any. */
  method?: string;
  /** Tested against path and query. */
  path: RegExp;
  /** How often; default once. */
  times?: number;
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** The connection is cut after so many bytes of the right answer's body; -1: before its head. */
  resetAt?: number;
  /** The connection is cut after so many bytes of the request's body were read. */
  resetRequestAt?: number;
  /** Bytes of the right answer's body are changed: same length, other digest. */
  damage?: boolean;
  /** The right answer's body ends so many bytes early, and the headers agree with that. */
  shorten?: number;
  /** The right answer's body has so many bytes more, and the headers agree with that. */
  lengthen?: number;
  /** No answer ever (`hang`), or a body of which a byte comes now and then (`drip`). */
  silent?: 'hang' | 'drip';
}

/** A request as it arrived. */
export interface SeenRequest {
  method: string;
  url: string;
  authorization?: string;
  range?: string;
  contentRange?: string;
  /** Its `Content-Length`, in bytes. */
  length?: number;
  /** `storage` for the other host that blobs or uploads are sent to. */
  host: 'registry' | 'storage';
  status?: number;
  /** Of a manifest that was put: something in it that was not there at that moment. */
  missing?: string;
}

/** How a {@link TestRegistry} behaves. */
export interface TestRegistryOptions {
  tls?: { cert: string; key: string };
  auth?: 'basic' | 'bearer';
  /** Of the user `robot`. */
  password?: string;
  /** A token is refused after so many requests. */
  tokenUses?: number;
  /** Blob GETs are redirected to another host. */
  redirectBlobs?: boolean;
  /** Uploads go to another host. */
  uploadsElsewhere?: boolean;
  /** Uploads have a `Location` with the whole address, as it looks behind a proxy that terminates TLS. */
  absoluteLocation?: 'right' | 'plainHttp';
  /** What a mount is answered with, instead of 201. */
  mountRefused?: 202 | 400 | 401 | 405;
  /** What a PUT that brings a blob's bytes is answered with. */
  wholeRefused?: 400 | 404 | 405 | 415 | 501;
  /** What pieces of uploads are answered with, instead of 202. */
  piecesRefused?: 400 | 404 | 405 | 415 | 501;
  /** What it says it has of an upload: so many bytes more than it has, or this header, or none if empty. */
  uploadRange?: number | string;
  /** Takes blobs and manifests without verifying anything. */
  trusting?: boolean;
  referrersApi?: boolean;
  /** More requests than this at a time are answered with 429. */
  mostAtATime?: number;
  ignoreRange?: boolean;
  /** Answers with bytes from so much later (or earlier, if negative) than asked for. */
  rangesOffBy?: number;
  pageSize?: number;
}

/** What a request is answered with. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

/** One repository of a test registry. */
export interface TestRepository {
  /** By digest. */
  manifests: Map<string, { bytes: Buffer; mediaType: string }>;
  /** Tag to digest. */
  tags: Map<string, string>;
  /** By digest. */
  blobs: Map<string, Buffer>;
}
