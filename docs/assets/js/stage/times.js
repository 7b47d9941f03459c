// The times of a session.
"use strict";
{
  /** Returns minutes after midnight as a time of day. @param {number} minutes */
  const time = (minutes) => `${Math.floor(minutes / 60) % 24}:${String(minutes % 60).padStart(2, "0")}`;

  /**
   * Returns when each part begins and ends: by the clock if the start is known, else in minutes.
   * @param {string} start such as 09:30, or ""
   * @param {{ minutes: number }[]} plan
   */
  window.hintbookTimes = (start, plan) => {
    const [hour, minute] = start.split(":").map(Number);
    let passed = 0;
    return plan.map(({ minutes }) => {
      const from = passed;
      passed += minutes;
      return start ? `${time(hour * 60 + minute + from)}～${time(hour * 60 + minute + passed)}` : `${from}～${passed}分`;
    });
  };
}
