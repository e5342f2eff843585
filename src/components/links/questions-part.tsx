"use client";
/** What the owner wants to know of whoever books. */
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Question } from "@/lib/delegation/contracts";
import { Part, type PartProps } from "./form-parts";

const idFor = (questions: readonly Question[]): string => {
  let number = questions.length + 1;
  while (questions.some(({ id }) => id === `question-${number}`)) number += 1;
  return `question-${number}`;
};

export function QuestionsPart({ draft, set, problems }: PartProps) {
  const { questions } = draft;
  const change = (id: string, changes: Partial<Question>): void =>
    set({ questions: questions.map((question) => (question.id === id ? { ...question, ...changes } : question)) });
  return (
    <Part
      title="Questions"
      hint={questions.length === 0 ? "name and e-mail only" : questions.length === 1 ? "1 question" : `${questions.length} questions`}
      open={problems.questions !== undefined}
    >
      {questions.map((question, index) => (
        <div key={question.id} className="space-y-3 rounded-lg bg-sunken p-3">
          <div className="flex items-center gap-2">
            <Input
              aria-label={`Question ${index + 1}`}
              placeholder="What would you like to talk about?"
              maxLength={200}
              value={question.label}
              onChange={(event) => change(question.id, { label: event.target.value })}
            />
            <IconButton label={`Remove question ${index + 1}`} onClick={() => set({ questions: questions.filter(({ id }) => id !== question.id) })}>
              <X aria-hidden />
            </IconButton>
          </div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Select
              aria-label={`Answer to question ${index + 1}`}
              value={question.type}
              onChange={(event) => change(question.id, { type: event.target.value as Question["type"] })}
              className="w-40"
            >
              <option value="short">One line</option>
              <option value="long">Several lines</option>
              <option value="choice">A choice</option>
            </Select>
            <label className="flex items-center gap-2 text-sm">
              <Checkbox checked={question.required} onChange={(event) => change(question.id, { required: event.target.checked })} />
              Needed
            </label>
          </div>
          {question.type === "choice" && (
            <Input
              aria-label={`Answers to choose from, question ${index + 1}`}
              placeholder="Sales, Support, Something else"
              value={question.choices.join(", ")}
              onChange={(event) => change(question.id, { choices: event.target.value.split(",").map((each) => each.trimStart()) })}
            />
          )}
        </div>
      ))}
      {problems.questions !== undefined && (
        <p role="alert" className="text-sm text-danger-text">
          {problems.questions}
        </p>
      )}
      {questions.length < 10 && (
        <Button size="sm" onClick={() => set({ questions: [...questions, { id: idFor(questions), label: "", type: "short", choices: [], required: false }] })}>
          <Plus aria-hidden />
          Add a question
        </Button>
      )}
    </Part>
  );
}
