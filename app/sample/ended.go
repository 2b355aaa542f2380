package sample

import "lumbung/app/innovation"

// Two that came to an end, one that turned out not to be safe and one that was
// given up before anybody saw it; and one that is approved and waits until its
// right is filed.

func hearingLoopWork() work {
	return work{
		key: "jerat", centre: "wirajaya", begun: 66, submitted: 50, decided: 38, decision: innovation.Publish, embargo: 60,
		alt: "Gambar kalung dengar ungu tua dengan tombol di tengah.", draw: hearingLoop,
		said: innovation.Edit{
			Title: "Kalung dengar ruang kelas", Kind: innovation.Device,
			Problem: "Di ruang kelas yang ramai suara pelatih tidak sampai ke peserta yang kurang dengar.",
			Summary: "Kalung yang menerima suara pelatih langsung dari mikrofon, tanpa dengung ruangan.",
			Easy:    "Kalung ini menerima suara guru. Suaranya jelas, tanpa dengung.",
			ForWhom: "Peserta pelatihan yang masih dapat mendengar sebagian.", Disabilities: []string{"rungu"}, ISO: "22 06 15",
			Warnings: "Mulai dari suara paling kecil. Lepaskan bila telinga sakit.",
			UnitCost: 420_000, TKT: 7, Documentation: 2, Evidence: level(2), Diffusion: innovation.Created,
		},
	}
}

func bathStoolWork() work {
	return work{
		key: "mandi", centre: "meohai", begun: 230, submitted: 221, decided: 209, decision: innovation.Publish, recalled: 26,
		reason: "Kaki depan patah pada dua bangku ketika lantai basah. Berhenti memakainya dan hubungi sentra (contoh).",
		alt:    "Gambar bangku mandi lipat berwarna biru muda dengan empat kaki karet.", draw: bathStool,
		said: innovation.Edit{
			Title: "Bangku mandi lipat", Kind: innovation.Device,
			Problem: "Lantai kamar mandi licin, dan berdiri lama tidak mungkin bagi banyak pemakai.",
			Summary: "Bangku aluminium yang dilipat setelah dipakai dan muat di belakang pintu kamar mandi.",
			Easy:    "Bangku ini untuk duduk saat mandi. Setelah dipakai, bangku dilipat.",
			ForWhom: "Orang dewasa yang tidak kuat berdiri lama.", Disabilities: []string{"fisik"}, ISO: "09 12 03",
			Warnings: "Paling berat 90 kg. Periksa karet kaki setiap bulan.",
			UnitCost: 275_000, TKT: 6, Documentation: 2, Evidence: level(1), Diffusion: innovation.Created,
		},
	}
}

func headBandWork() work {
	return work{
		key: "bando", centre: "soeharso", begun: 48, cancelled: 37,
		reason: "Sensornya tidak dibuat lagi oleh pemasok (contoh).",
		alt:    "Gambar bando hijau dengan sensor kecil di tengah.", draw: headBand,
		said: innovation.Edit{
			Title: "Bando pengukur lelah", Kind: innovation.Device,
			Problem: "Peserta latihan kerja sering memaksakan diri dan tidak merasa lelah pada waktunya.",
		},
	}
}
