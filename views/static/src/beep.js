// One high tone is accepted, two are not, and two low ones are refused: told apart
// without looking.
let audio;
export function beep(tone) {
  try {
    audio ??= new AudioContext();
    const notes = { good: [880], info: [660], warn: [440, 440] }[tone] ?? [220, 220];
    notes.forEach((hertz, i) => {
      const note = audio.createOscillator();
      const volume = audio.createGain();
      note.frequency.value = hertz;
      volume.gain.value = 0.15;
      note.connect(volume).connect(audio.destination);
      note.start(audio.currentTime + i * 0.18);
      note.stop(audio.currentTime + i * 0.18 + 0.12);
    });
  } catch {
    // No sound here; word and icon remain.
  }
}
