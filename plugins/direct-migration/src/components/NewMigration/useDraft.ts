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

import {
  identityApiRef,
  storageApiRef,
  useApi,
  type StorageApi,
} from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { readDraft, type MigrationDraft } from './MigrationDraft';

const BUCKET = 'direct-migration.drafts';
/** After the last change, in milliseconds. */
const SAVE_AFTER_MS = 400;

/** Result of {@link useDraft}. */
export interface DraftHandle {
  /** Not there while it is looked for. */
  draft?: MigrationDraft;
  /** Whether it is from an earlier visit. */
  isRestored: boolean;
  /** Whether the last change could not be kept. */
  isUnsaved: boolean;
  change: (change: (draft: MigrationDraft) => MigrationDraft) => void;
  /** Keeps what there is at once, before something is done that cannot be taken back. */
  flush: () => Promise<void>;
  /** Forgets everything that was entered. */
  discard: () => void;
}

/**
 * The draft of this user for one entity, kept in the user's storage as it changes.
 *
 * @param subject - entity ref that the draft is about, or any other stable name
 * @param initial - must be stable
 */
export function useDraft(
  subject: string,
  initial: MigrationDraft,
): DraftHandle {
  const storageApi = useApi(storageApiRef);
  const identityApi = useApi(identityApiRef);
  const bucket = useMemo(() => storageApi.forBucket(BUCKET), [storageApi]);
  const [key, setKey] = useState<string>();
  const [draft, setDraft] = useState<MigrationDraft>();
  const [isRestored, setIsRestored] = useState(false);
  const [isUnsaved, setIsUnsaved] = useState(false);
  const latest = useRef<MigrationDraft>();
  const timer = useRef<ReturnType<typeof setTimeout>>();

  useEffect(() => {
    let isUnmounted = false;
    setKey(undefined);
    setDraft(undefined);
    identityApi
      .getBackstageIdentity()
      .then(async ({ userEntityRef }) => {
        const found = `${userEntityRef} ${subject}`;
        const stored = readDraft(await readOnce(bucket, found));
        if (!isUnmounted) {
          latest.current = stored ?? initial;
          setKey(found);
          setDraft(latest.current);
          setIsRestored(stored !== undefined);
        }
      })
      .catch(() => {
        // Without a storage one can migrate all the same.
        if (!isUnmounted) {
          latest.current = initial;
          setDraft(initial);
          setIsUnsaved(true);
        }
      });
    return () => {
      isUnmounted = true;
    };
  }, [bucket, identityApi, initial, subject]);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (key && latest.current) {
      try {
        await bucket.set(key, {
          ...latest.current,
          savedAt: new Date().toISOString(),
        } as never);
        setIsUnsaved(false);
      } catch {
        setIsUnsaved(true);
      }
    }
  }, [bucket, key]);

  useEffect(() => {
    const flushIfDue = () => {
      if (timer.current) {
        flush();
      }
    };
    // A reload does not unmount anything.
    window.addEventListener('pagehide', flushIfDue);
    return () => {
      window.removeEventListener('pagehide', flushIfDue);
      flushIfDue();
    };
  }, [flush]);

  const change = useCallback(
    (apply: (old: MigrationDraft) => MigrationDraft) => {
      if (latest.current) {
        const { step } = latest.current;
        latest.current = apply(latest.current);
        setDraft(latest.current);
        clearTimeout(timer.current);
        // A step that is done is worth keeping at once; letters are not.
        timer.current = setTimeout(
          flush,
          latest.current.step === step ? SAVE_AFTER_MS : 0,
        );
      }
    },
    [flush],
  );

  const discard = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = initial;
    setDraft(initial);
    setIsRestored(false);
    if (key) {
      bucket.remove(key).catch(() => {});
    }
  }, [bucket, initial, key]);

  return { draft, isRestored, isUnsaved, change, flush, discard };
}

/** What is stored now, also where the storage has to ask its backend first. */
async function readOnce(bucket: StorageApi, key: string): Promise<unknown> {
  const snapshot = bucket.snapshot(key);
  if (snapshot.presence !== 'unknown') {
    return snapshot.value;
  }
  return new Promise((resolve, reject) => {
    const subscription = bucket.observe$(key).subscribe({
      next: ({ presence, value }) => {
        if (presence !== 'unknown') {
          resolve(value);
          // A storage may answer before it has said how to unsubscribe.
          setTimeout(() => subscription.unsubscribe());
        }
      },
      error: reject,
    });
  });
}
