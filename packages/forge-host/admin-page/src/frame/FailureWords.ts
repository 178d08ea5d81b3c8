/** How the page puts why something did not work. */
import type { Reason } from "../api/AskError.ts"
import type { Texts } from "../texts/English.ts"

export const titleOf = (reason: Reason, { failure }: Texts): string => {
  switch (reason._tag) {
    case "InvalidInput":
      return failure.invalid
    case "Stale":
      return failure.stale
    case "NotAllowed":
      return failure.notAllowed
    case "Unlicensed":
      return failure.unlicensed
    case "Refused":
      return failure.refused
    case "Unavailable":
      return failure.unavailable
    case "NoAnswer":
      return failure.noAnswer
    case "OtherVersion":
      return failure.otherVersion
    case "Unexpected":
      return failure.unexpected
  }
}

/** In sentences: what the app says, as it says it, or what the page has to say itself. */
export const sentencesOf = (reason: Reason, { failure }: Texts): ReadonlyArray<string> => {
  switch (reason._tag) {
    case "InvalidInput":
      return Object.values(reason.fields)
    case "Refused":
      return [reason.message, reason.nextStep].filter((sentence) => sentence !== null)
    case "NoAnswer":
      return [failure.noAnswerDetail]
    case "OtherVersion":
      return [failure.otherVersionDetail]
    default:
      return [reason.message]
  }
}
