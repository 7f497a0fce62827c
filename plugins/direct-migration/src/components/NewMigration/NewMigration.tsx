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

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Skeleton } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { directMigrationTranslationRef } from '../../translation';
import { ErrorNotice } from '../ErrorNotice';
import { useClusters } from '../PlanFields';
import { changePlan } from './changePlan';
import { DraftNotice } from './DraftNotice';
import {
  WIZARD_STEPS,
  type MigrationDraft,
  type RefusedPlan,
  type WizardStep,
} from './MigrationDraft';
import styles from './NewMigration.module.css';
import { ProblemSummary } from './ProblemSummary';
import { problemOfRefusal, problemsOfPreflight } from './serverProblems';
import { StepContent } from './StepContent';
import { stepOfField } from './stepOfField';
import { suggestName } from './suggestName';
import { useDraft } from './useDraft';
import { usePreflight } from './usePreflight';
import { useSubmit, type Submitted } from './useSubmit';
import { useWizardProblems } from './useWizardProblems';
import { WizardButtons } from './WizardButtons';
import { WizardSteps } from './WizardSteps';

/** Props of {@link NewMigration}. */
export interface NewMigrationProps {
  /** What the draft is about; there is one of each user for each. */
  subject: string;
  /** Must be stable. */
  initial: MigrationDraft;
  onDone: (submitted: Submitted) => void;
}

/** The wizard: asks for one thing after the other, keeps what was entered, and makes a plan of it. */
export function NewMigration(props: NewMigrationProps) {
  const { subject, initial, onDone } = props;
  const { t } = useTranslationRef(directMigrationTranslationRef);
  const handle = useDraft(subject, initial);
  const { draft, change } = handle;
  const clusters = useClusters();
  const preflight = usePreflight();
  const [tried, setTried] = useState<WizardStep[]>([]);
  const [refused, setRefused] = useState<RefusedPlan>();
  const { all, shown } = useWizardProblems(draft?.plan, refused, tried);
  const heading = useRef<HTMLHeadingElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  /** What gets the focus once it is there. */
  const [focus, setFocus] = useState<'heading' | 'summary'>();
  const plan = draft?.plan;
  const isChecked =
    plan && JSON.stringify(preflight.plan) === JSON.stringify(plan);

  useEffect(() => {
    if (focus) {
      (focus === 'summary' && summary.current
        ? summary
        : heading
      ).current?.focus();
      setFocus(undefined);
    }
  }, [focus]);

  const open = (step: WizardStep, isWrong = false) => {
    change(old => {
      const next = { ...old, step };
      if (WIZARD_STEPS.indexOf(step) > WIZARD_STEPS.indexOf(old.furthest)) {
        next.furthest = step;
      }
      const { name } = old.plan;
      if (
        (step === 'preflight' || step === 'review') &&
        (!name.trim() || name === old.suggestedName)
      ) {
        next.suggestedName = suggestName(old.plan);
        next.plan = { ...old.plan, name: next.suggestedName };
      }
      return next;
    });
    setFocus(isWrong ? 'summary' : 'heading');
  };
  /** Leaves no step behind on which something is to be mended. */
  const go = (step: WizardStep) => {
    const before = WIZARD_STEPS.slice(0, WIZARD_STEPS.indexOf(step));
    const wrong = before.find(each => all[each].length > 0);
    if (
      wrong &&
      WIZARD_STEPS.indexOf(step) > WIZARD_STEPS.indexOf(draft!.step)
    ) {
      setTried(old => [...new Set([...old, wrong])]);
      open(wrong, true);
    } else {
      open(step);
    }
  };
  const runPreflight = async () => {
    const done = await preflight.run(plan!);
    const refusal = done?.error && problemOfRefusal(done.error);
    if (done?.plan && (done.value || refusal)) {
      setRefused({
        plan: done.plan,
        problems: done.value ? problemsOfPreflight(done.value) : [refusal!],
      });
    }
  };
  const isPreflightDue =
    draft?.step === 'preflight' && !isChecked && all.review.length === 0;
  useEffect(() => {
    if (isPreflightDue) {
      runPreflight();
    }
    // Once for each visit, with the plan as it is then; it can be asked for again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [isPreflightDue]);

  const isBlocked = isChecked && preflight.value?.blocked;
  const cannotStart = isBlocked ? t('wizard.blocked') : undefined;
  const submit = useSubmit({
    handle,
    startsStage: Boolean(draft?.startsStage && !cannotStart),
    onDone,
    onRefused: (sent, error) => {
      const problem = problemOfRefusal(error);
      if (problem) {
        setRefused({ plan: sent.plan, problems: [problem] });
        open(stepOfField(problem.field), true);
      }
    },
  });

  if (!draft || !plan) {
    return (
      <div role="group" aria-busy="true" aria-label={t('wizard.loading')}>
        <Skeleton height={240} />
      </div>
    );
  }
  const { step } = draft;
  return (
    <Flex direction="column" gap="4">
      <DraftNotice
        handle={handle}
        onDiscard={() => {
          setTried([]);
          setRefused(undefined);
          handle.discard();
          setFocus('heading');
        }}
      />
      <div className={styles.layout}>
        <WizardSteps
          current={step}
          furthest={draft.furthest}
          problems={Object.fromEntries(
            WIZARD_STEPS.map(each => [each, shown[each].length]),
          )}
          onGo={go}
        />
        <Card>
          <CardBody>
            <Flex direction="column" gap="4">
              <h2 ref={heading} tabIndex={-1} className={styles.heading}>
                {t(`wizard.title.${step}`)}
              </h2>
              {shown[step].length > 0 && step !== 'preflight' && (
                <ProblemSummary ref={summary} problems={shown[step]} />
              )}
              <StepContent
                draft={draft}
                clusters={clusters}
                problems={shown[step]}
                preflight={preflight}
                cannotStart={cannotStart}
                onRunPreflight={runPreflight}
                onGo={open}
                onPlanChange={patch =>
                  change(({ idempotencyKey, ...old }) => ({
                    ...old,
                    plan: changePlan(old.plan, patch),
                  }))
                }
                onStartsStageChange={startsStage =>
                  change(old => ({ ...old, startsStage }))
                }
              />
              {submit.error && step === 'review' && (
                <ErrorNotice
                  error={submit.error}
                  title={t('wizard.notCreated')}
                />
              )}
              <WizardButtons
                step={step}
                isStarting={draft.startsStage && !cannotStart}
                isBusy={submit.isPending}
                isWaiting={step === 'preflight' && preflight.isPending}
                onGo={go}
                onSubmit={() => {
                  const wrong = WIZARD_STEPS.find(each => all[each].length);
                  if (wrong) {
                    setTried(old => [...old, wrong]);
                    open(wrong, true);
                  } else {
                    submit.run();
                  }
                }}
              />
            </Flex>
          </CardBody>
        </Card>
      </div>
    </Flex>
  );
}
