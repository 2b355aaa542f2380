package sample

import "lumbung/app/innovation"

// works are the innovations of the play, one at least in every state. The
// devices are those that the centres are known for; all that is told of them is
// invented.
func works() []work {
	return []work{
		electricChairWork(), supportChairWork(), manyUseChairWork(), smartCaneWork(), cargoTrikeWork(), alarmBandWork(), lowerLegWork(),
		pulseBandWork(), splashClothWork(), sewingWork(), serviceVanWork(), symbolBoardWork(), bambooCaneWork(),
		bathStoolWork(), headBandWork(), hearingLoopWork(),
	}
}

func level(n int) *int { return &n }

func electricChairWork() work {
	return work{
		key: "elektrik", centre: "soeharso", begun: 363, submitted: 350, decided: 338, decision: innovation.Publish, renewed: 120,
		alt: "Gambar kursi roda elektrik biru tua dengan tuas kendali di sandaran tangan kanan.", draw: powerChair,
		said: innovation.Edit{
			Title: "Kursi roda elektrik", Kind: innovation.Device,
			Problem: "Orang dengan tangan lemah tidak dapat mengayuh kursi roda biasa, sehingga bergantung pada orang lain untuk keluar rumah.",
			Summary: "Kursi roda dengan dua motor dan tuas kendali, dirakit di bengkel SKA dari komponen yang dapat dibeli di toko setempat. Lebar dudukan dapat diatur, dan rangkanya dapat dibongkar sendiri untuk dibawa dengan mobil.",
			Easy:    "Kursi roda ini berjalan dengan listrik. Gerakkan tuas untuk maju. Lepaskan tuas untuk berhenti. Isi baterai setiap malam.",
			TitleEN: "Electric wheelchair", SummaryEN: "A wheelchair with two motors and a joystick, built in the workshop of the centre from parts that any town sells. The seat can be set to the person, and the frame comes apart to go into a car.",
			EasyEN:       "This wheelchair runs on electricity. Push the stick to go. Let go of it to stop. Charge the battery every night.",
			ForWhom:      "Orang dewasa dengan kelemahan kedua tangan dan kaki yang dapat menggerakkan tuas.",
			Disabilities: []string{"fisik"}, ISO: "12 23 06",
			Novelty:  "Gambar komponen dan ukuran baku dibuka untuk semua sentra.",
			Warnings: "Jangan dipakai di jalan raya atau pada tanjakan lebih dari 8 derajat. Jangan menyiram motor dengan air.",
			UnitCost: 14_500_000, Contributors: "Contoh Tim Bengkel Soeharso dan dua alumni penerima manfaat.",
			Lessons: "Baterai timbal terlalu berat untuk rumah panggung; percobaan dengan litium berhasil.",
			TKT:     8, Documentation: 3, Evidence: level(3), EvidenceNote: "Tindak lanjut 12 bulan pada penerima di beberapa sentra (contoh).", Diffusion: innovation.Established,
		},
	}
}

func supportChairWork() work {
	return work{
		key: "adaptif", centre: "soeharso", begun: 275, submitted: 260, decided: 246, decision: innovation.Publish,
		alt: "Gambar kursi roda anak berwarna jingga dengan sandaran kepala dan penyangga samping.", draw: supportChair,
		said: innovation.Edit{
			Title: "Kursi roda adaptif untuk anak", Kind: innovation.Device,
			Problem:      "Anak dengan cerebral palsy merosot dari kursi roda biasa; punggungnya membungkuk dan makan menjadi sulit.",
			Summary:      "Kursi roda dorong dengan dudukan yang tumbuh bersama anak: sandaran kepala, penyangga samping dan sandaran kaki digeser tanpa alat. Busa dudukan dipotong menurut ukuran setiap anak.",
			Easy:         "Kursi ini menahan badan anak supaya duduk tegak. Ukurannya dapat diubah kalau anak bertambah besar.",
			ForWhom:      "Anak 3 sampai 15 tahun yang belum dapat duduk tegak sendiri.",
			Disabilities: []string{"fisik", "intelektual"}, ISO: "12 22 18",
			Warnings: "Selalu pasang sabuk. Periksa kulit anak setiap hari selama dua minggu pertama.",
			UnitCost: 4_250_000, TKT: 7, Documentation: 3, Evidence: level(2), Diffusion: innovation.Developed,
			Contributors: "Contoh Terapis dan Contoh Tim Kayu Soeharso.",
		},
	}
}

func manyUseChairWork() work {
	return work{
		key: "multiguna", centre: "wirajaya", begun: 245, submitted: 232, decided: 226, decision: innovation.Publish,
		alt: "Gambar kursi roda hijau dengan meja lipat dan lubang dudukan untuk keperluan kamar mandi.", draw: manyUseChair,
		said: innovation.Edit{
			Title: "Kursi roda multiguna", Kind: innovation.Device,
			Problem:      "Rumah yang sempit tidak muat untuk kursi roda, kursi mandi dan meja sekaligus.",
			Summary:      "Satu rangka untuk tiga keperluan: duduk dan didorong, makan dan belajar di meja lipat, serta buang air dan mandi. Semua bahannya tahan air.",
			Easy:         "Kursi ini dapat dipakai untuk duduk, makan, dan mandi. Kursi ini tahan air. Orang lain mendorongnya.",
			ForWhom:      "Lansia dan orang dewasa yang dirawat keluarga di rumah.",
			Disabilities: []string{"fisik"}, ISO: "12 22 18",
			Warnings: "Kunci roda sebelum berpindah. Meja lipat menahan beban paling banyak 10 kg.",
			UnitCost: 2_900_000, TKT: 7, Documentation: 2, Evidence: level(1), Diffusion: innovation.Developed,
		},
	}
}

func smartCaneWork() work {
	return work{
		key: "tongkat", centre: "inten-soeweno", begun: 240, submitted: 222, decided: 213, decision: innovation.Publish,
		alt: "Gambar tongkat putih dengan pegangan kuning yang memancarkan gelombang ke depan.", draw: smartCane,
		said: innovation.Edit{
			Title: "Tongkat adaptif bergetar", Kind: innovation.Device,
			Problem: "Tongkat biasa tidak mengenali dahan dan papan setinggi kepala.",
			Summary: "Tongkat penuntun dengan sensor jarak di pegangan: bergetar makin cepat ketika penghalang setinggi pinggang sampai kepala makin dekat. Baterainya diisi dengan pengisi telepon.",
			Easy:    "Tongkat ini bergetar kalau ada halangan di depan. Makin dekat, makin cepat getarnya.",
			TitleEN: "Cane that feels ahead", SummaryEN: "A white cane with a distance sensor in its grip, which vibrates faster the nearer an obstacle is.",
			EasyEN:       "The cane shakes when something is in your way. The nearer it is, the faster it shakes.",
			ForWhom:      "Orang dengan hambatan penglihatan yang sudah berlatih orientasi dan mobilitas.",
			Disabilities: []string{"netra"}, ISO: "12 08 03",
			Warnings: "Tetap sapukan ujung tongkat: sensor tidak mengenali lubang di tanah.",
			UnitCost: 650_000, TKT: 8, Documentation: 4, Evidence: level(3), Diffusion: innovation.Established,
		},
	}
}

func cargoTrikeWork() work {
	return work{
		key: "roda-tiga", centre: "inten-soeweno", begun: 190, submitted: 175, decided: 162, decision: innovation.Publish,
		alt: "Gambar sepeda motor roda tiga merah dengan bak niaga beratap di belakang.", draw: cargoTrike,
		said: innovation.Edit{
			Title: "Motor roda tiga niaga", Kind: innovation.Device,
			Problem:      "Pedagang yang memakai kursi roda tidak dapat membawa dagangan ke pembeli.",
			Summary:      "Sepeda motor roda tiga dengan semua kendali di tangan, landasan untuk kursi roda dan bak niaga beratap yang menjadi etalase ketika dibuka.",
			Easy:         "Motor ini beroda tiga. Semua kendali ada di tangan. Kursi roda dapat naik ke atasnya. Di belakang ada bak untuk berjualan.",
			ForWhom:      "Orang dewasa pemakai kursi roda yang berdagang dan memiliki SIM D.",
			Disabilities: []string{"fisik"}, ISO: "12 16 06",
			Warnings: "Wajib memiliki SIM D. Muatan paling banyak 120 kg.",
			UnitCost: 31_000_000, TKT: 8, Documentation: 2, Evidence: level(2), Diffusion: innovation.Developed,
			Lessons: "Motor saja tidak cukup: tanpa modal dagangan, motor berhenti di rumah.",
		},
	}
}

func alarmBandWork() work {
	return work{
		key: "getar", centre: "meohai", begun: 215, submitted: 200, decided: 184, decision: innovation.Publish,
		alt: "Gambar gelang ungu dengan tombol darurat merah dan tanda getar di kedua sisinya.", draw: alarmBand,
		said: innovation.Edit{
			Title: "Gelang getar rungu wicara", Kind: innovation.Device,
			Problem:      "Orang yang tidak mendengar tidak tahu ketika dipanggil dan tidak dapat berteriak minta tolong.",
			Summary:      "Gelang yang bergetar ketika nama dipanggil lewat telepon keluarga, dan mengirim tanda bahaya ke keluarga ketika tombol daruratnya ditekan tiga detik.",
			Easy:         "Gelang bergetar kalau keluarga memanggil. Tekan tombol merah kalau butuh pertolongan.",
			ForWhom:      "Orang rungu atau wicara yang tinggal bersama atau dekat keluarga.",
			Disabilities: []string{"rungu", "wicara"}, ISO: "22 27 18",
			Warnings: "Lepas sebelum mandi. Bukan pengganti alat bantu dengar.",
			UnitCost: 380_000, TKT: 7, Documentation: 3, Evidence: level(2), Diffusion: innovation.Developed,
		},
	}
}

func lowerLegWork() work {
	return work{
		key: "prostesis", centre: "soeharso", begun: 70, submitted: 52, decided: 31, decision: innovation.Publish,
		alt: "Gambar kaki palsu bawah lutut dengan soket biru dan telapak hitam.", draw: lowerLeg,
		said: innovation.Edit{
			Title: "Prostesis bawah lutut ringan", Kind: innovation.Device,
			Problem:      "Soket yang berat dan panas membuat kaki palsu disimpan di lemari.",
			Summary:      "Soket berlapis serat rami dengan lubang udara, dibuat dari cetakan digital dalam dua hari. Beratnya sepertiga lebih ringan daripada soket resin biasa.",
			Easy:         "Ini kaki palsu yang ringan. Kaki palsu ini dibuat sesuai bentuk kaki Anda. Pembuatannya dua hari.",
			ForWhom:      "Orang dewasa dengan amputasi bawah lutut yang lukanya sudah sembuh.",
			Disabilities: []string{"fisik"}, ISO: "06 24 09",
			Warnings: "Hanya dipasang oleh teknisi. Periksa kulit setiap malam.",
			UnitCost: 5_750_000, TKT: 6, Documentation: 2, Evidence: level(1), Diffusion: innovation.Created,
		},
	}
}

func pulseBandWork() work {
	return work{
		key: "denyut", centre: "paramita", begun: 48, submitted: 6,
		alt: "Gambar gelang hijau dengan garis denyut jantung pada layarnya.", draw: pulseBand,
		said: innovation.Edit{
			Title: "Gelang denyut grahita", Kind: innovation.Device,
			Problem:      "Keluarga terlambat tahu ketika anak dengan disabilitas intelektual gelisah atau tersesat.",
			Summary:      "Gelang yang membaca denyut nadi dan memberi tahu pendamping ketika denyut naik tiba-tiba atau pemakainya keluar dari lingkungan yang dikenal.",
			Easy:         "Gelang ini membaca denyut nadi. Kalau denyutnya cepat, pendamping diberi tahu.",
			ForWhom:      "Anak dan orang dewasa dengan disabilitas intelektual yang didampingi.",
			Disabilities: []string{"intelektual"}, ISO: "22 27 18",
			Warnings: "Bukan alat medis; jangan dipakai untuk menentukan pengobatan.",
			UnitCost: 520_000, TKT: 5, Documentation: 1, Evidence: level(0), Diffusion: innovation.Created,
		},
	}
}

func splashClothWork() work {
	return work{
		key: "batik", centre: "paramita", begun: 205, submitted: 192, decided: 181, decision: innovation.Publish,
		alt: "Gambar kain batik ciprat dengan percikan warna merah, kuning dan biru.", draw: splashCloth,
		said: innovation.Edit{
			Title: "Batik ciprat", Kind: innovation.Product,
			Problem:      "Peserta pelatihan dengan disabilitas intelektual sulit mencanting, sehingga tidak ikut menghasilkan.",
			Summary:      "Malam dicipratkan dengan kuas lebar menjadi pola bebas, sehingga setiap kain berbeda dan semua peserta dapat berkarya. Dijual di galeri SKA dan pameran daerah.",
			Easy:         "Batik ini dibuat dengan mencipratkan malam. Setiap kain berbeda. Semua orang bisa membuatnya.",
			ForWhom:      "Peserta vokasional dengan disabilitas intelektual atau mental.",
			Disabilities: []string{"intelektual", "mental"},
			UnitCost:     185_000, TKT: 9, Documentation: 3, Evidence: level(2), Diffusion: innovation.Established,
		},
	}
}

func sewingWork() work {
	return work{
		key: "jahit", centre: "wirajaya", begun: 60, submitted: 34, decided: 20, decision: innovation.Return,
		reason: "Gagasannya baik. Mohon tambahkan hasil: berapa peserta yang lulus, dan berapa yang menjahit untuk upah tiga bulan kemudian.",
		alt:    "Gambar mesin jahit dengan satu tangan di atas kain.", draw: sewingMachine,
		said: innovation.Edit{
			Title: "Kelas menjahit satu tangan", Kind: innovation.Method,
			Problem: "Pelatihan menjahit menganggap semua orang memakai dua tangan.",
			Summary: "Urutan latihan, penjepit kain dan pengatur kecepatan di lutut, sehingga satu tangan cukup untuk menjahit lurus dalam dua minggu.",
			Easy:    "Kelas ini mengajar menjahit dengan satu tangan. Kain dijepit. Lutut mengatur kecepatan mesin.",
			ForWhom: "Orang dewasa yang memakai satu tangan.", Disabilities: []string{"fisik"},
			UnitCost: 0, TKT: 4, Documentation: 1, Evidence: level(0),
		},
	}
}

func serviceVanWork() work {
	return work{
		key: "keliling", centre: "soeharso", begun: 9,
		alt: "Gambar mobil layanan putih dengan tanda kunci inggris.", draw: serviceVan,
		said: innovation.Edit{
			Title: "Layanan servis alat bantu keliling", Kind: innovation.Service,
			Problem: "Alat yang rusak ringan dikembalikan atau dibuang karena bengkel terlalu jauh.",
			Summary: "Mobil bengkel yang mengunjungi setiap kabupaten sebulan sekali menurut daftar alat yang perlu diperbaiki.",
			Easy:    "Mobil bengkel datang ke daerah Anda setiap bulan. Alat yang rusak diperbaiki di sana.",
		},
	}
}

func symbolBoardWork() work {
	return work{
		key: "papan", centre: "meohai", begun: 100, submitted: 86, decided: 75, decision: innovation.Refuse,
		reason: "Aplikasi ini menyalin gambar berhak cipta. Silakan ajukan lagi dengan gambar buatan sendiri.",
		alt:    "Gambar layar tablet dengan enam petak lambang: rumah, minum, sedih, senang, makan, tidur.", draw: symbolBoard,
		said: innovation.Edit{
			Title: "Papan gambar digital", Kind: innovation.Digital,
			Problem: "Anak yang belum berbicara tidak dapat mengatakan keinginannya.",
			Summary: "Aplikasi papan gambar untuk telepon murah: sentuh gambar, telepon mengucapkan katanya.",
			Easy:    "Sentuh gambar di telepon. Telepon mengucapkan katanya.",
			ForWhom: "Anak wicara dan keluarganya.", Disabilities: []string{"wicara"}, ISO: "22 21 03",
			TKT: 4, Documentation: 1, Evidence: level(0),
		},
	}
}

func bambooCaneWork() work {
	return work{
		key: "bambu", centre: "meohai", begun: 340, submitted: 330, decided: 318, decision: innovation.Publish, archived: 72,
		reason: "Digantikan oleh tongkat adaptif: bambu pecah setelah satu musim hujan.",
		alt:    "Gambar tongkat bambu lipat berruas cokelat muda.", draw: bambooCane,
		said: innovation.Edit{
			Title: "Tongkat bambu lipat", Kind: innovation.Device,
			Problem: "Tongkat buatan pabrik mahal dan sulit didapat di kepulauan.",
			Summary: "Tongkat lipat dari bambu setempat dengan karet ban bekas sebagai ujungnya, dapat dibuat sendiri dalam satu hari.",
			Easy:    "Tongkat ini dari bambu. Tongkat dapat dilipat. Anda dapat membuatnya sendiri.",
			ForWhom: "Lansia yang masih berjalan.", Disabilities: []string{"fisik"}, ISO: "12 03 03",
			Warnings: "Periksa retakan setiap minggu.",
			Lessons:  "Bambu yang tidak diawetkan pecah setelah satu musim hujan.",
			UnitCost: 45_000, TKT: 6, Documentation: 4, Evidence: level(1), Diffusion: innovation.Created,
		},
	}
}
