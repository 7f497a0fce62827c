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

import { tunnelFailure } from './tunnelFailure';

const line = (level: number, text: string) =>
  `2026.11.22 13:02:33 LOG${level}[0]: ${text}\n`;
const BEGIN = [
  line(5, 'Service [stunnel] accepted connection'),
  line(4, 'Insecure file permissions on /tls/tls.key'),
  line(5, 's_connect: connected 127.0.0.1:18443'),
].join('');

describe('tunnelFailure', () => {
  it('sees nothing in a connection that went well', () => {
    expect(
      tunnelFailure(
        BEGIN + line(5, 'Connection closed: 1 byte(s) sent to TLS'),
      ),
    ).toBeUndefined();
    expect(tunnelFailure('')).toBeUndefined();
  });

  it.each([
    [
      ['CERT: Subject checks failed', 'Rejected by CERT at depth=0: CN=server'],
      'server',
      /Subject checks failed/,
    ],
    [
      [
        'SSL_connect: statem_clnt.c:1889: error:0A000086:SSL routines::certificate verify failed',
      ],
      'server',
      /verify/,
    ],
    [
      [
        'SSL_connect: error:0A000410:SSL routines::sslv3 alert handshake failure',
      ],
      'server',
      /handshake failure/,
    ],
    [
      [
        'SSL_connect: error:0A00042E:SSL routines::tlsv1 alert protocol version',
      ],
      'server',
      /protocol version/,
    ],
    [
      [
        'SSL_read: rec_layer_s3.c:1601: error:0A000418:SSL routines::tlsv1 alert unknown ca',
      ],
      'client',
      /unknown ca/,
    ],
    [
      [
        'SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required',
      ],
      'client',
      /certificate required/,
    ],
    [
      [
        'SSL_read: error:0A000415:SSL routines::sslv3 alert certificate expired',
      ],
      'client',
      /expired/,
    ],
  ])('knows a refusal: %s', (messages, refused, cause) => {
    const failure = tunnelFailure(
      BEGIN + messages.map(message => line(3, message)).join(''),
    );
    expect(failure).toEqual({
      kind: 'auth',
      refused,
      cause: expect.stringMatching(cause),
    });
  });

  it.each([
    's_connect: connect 127.0.0.1:1: Connection refused (111)',
    'Error resolving "no.such.name.invalid": Neither nodename nor servname known (EAI_NONAME)',
    'SSL_connect: rec_layer_s3.c:318: error:0A000126:SSL routines::unexpected eof while reading',
    'SSL_connect: ssl3_record.c:350: error:0A00010B:SSL routines::wrong version number',
    's_connect: s_poll_wait 10.0.0.1:443: TIMEOUTconnect exceeded',
  ])('takes everything else for the network: %s', message => {
    expect(tunnelFailure(BEGIN + line(3, message))).toEqual({
      kind: 'network',
      cause: message,
    });
  });
});
